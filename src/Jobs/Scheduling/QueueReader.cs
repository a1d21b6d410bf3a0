using Athanor.Jobs.Executors;
using Athanor.Jobs.Executors.Local;
using Athanor.Jobs.Model;
using Athanor.Jobs.Planning;
using Athanor.Jobs.Queue;

namespace Athanor.Jobs.Scheduling;

/// <summary>Makes the snapshot that a decision is made from.</summary>
internal sealed class QueueReader(JobTable table, ExecutorSet executors, LocalMachine machine, JobsOptions options, TimeProvider clock)
{
    /// <summary>The last plan's promises, which the next one keeps.</summary>
    public IReadOnlyList<PlannedPromise> Promises { get; set; } = [];

    public QueueSnapshot Read(IReadOnlyList<ProjectRules> projects)
    {
        var (waiting, running) = (new List<WaitingJob>(), new List<RunningJob>());
        var inArray = new Dictionary<long, int>();
        foreach (var job in table.Active)
            if (job.ArrayOf is { } array && JobMoves.HasPlace(job.State)) inArray[array] = inArray.GetValueOrDefault(array) + 1;
        foreach (var job in table.Active.OrderBy(job => job.Id))
        {
            if (executors.Of(job.Specification) is not { Nodes.Count: > 0 }) continue;
            if (JobMoves.HasPlace(job.State)) running.Add(RunningOf(job));
            else if (job.State == JobState.Queued && HasTurn(job, inArray)) waiting.Add(WaitingOf(job));
        }
        return new(clock.GetUtcNow(), executors.Nodes, waiting, running) { Projects = projects, Promises = Promises, Rules = new() { Preempts = options.Preempts } };
    }

    private static bool HasTurn(Job job, Dictionary<long, int> inArray)
    {
        if (job is not { ArrayOf: { } array, Specification.Array.AtOnce: { } most }) return true;
        var count = inArray.GetValueOrDefault(array);
        inArray[array] = count + 1;
        return count < most;
    }

    private static WaitingJob WaitingOf(Job job) => new(job.Id, job.Project, job.Owner, job.Specification.Priority, job.QueuedAt, job.Specification.Replicas, job.Specification.Needs)
    {
        TimeLimit = job.Specification.TimeLimit,
        Region = Regions.Of(job.Specification.Labels),
    };

    private RunningJob RunningOf(Job job) => new(
        job.Id, job.Project, job.Owner, job.Specification.Priority, job.Attempt!.StartedAt ?? job.Attempt.PlacedAt, job.Specification.Needs, [.. job.Attempt.Places.Select(place => place.Node)])
    {
        Held = machine.Held(job.Attempt.Places),
        TimeLimit = job.Specification.TimeLimit,
        IsPreemptible = job.Specification.Checkpoint is not null && job.State == JobState.Running,
        GoneBy = job.State == JobState.Stopping ? clock.GetUtcNow() + (job.Specification.Checkpoint?.Grace ?? TimeSpan.Zero) + options.StopGrace : null,
    };
}
