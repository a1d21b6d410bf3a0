using Athanor.Jobs.Executors;
using Athanor.Jobs.Model;
using Athanor.Jobs.Planning;
using Athanor.Jobs.Queue;
using Athanor.Jobs.Replicas;

namespace Athanor.Jobs.Scheduling;

/// <summary>Asks running jobs to stop. The wish is in the database before the executor hears of it, so that a server that comes back sends it again.</summary>
internal sealed class JobStopper(JobLedger ledger, ExecutorSet executors, AttemptFolders folders)
{
    public async Task<Job?> StopAsync(string actor, long id, StopIntent intent, string reason, CancellationToken cancellation)
    {
        var stopping = await ledger.ChangeAsync(
            actor,
            id,
            job => job.State switch
            {
                JobState.Placed or JobState.Running => job with { State = JobState.Stopping, Stopping = intent, Reason = reason },
                JobState.Stopping when intent == StopIntent.Cancel && job.Stopping != StopIntent.Cancel => job with { Stopping = intent, Reason = reason },     // somebody wants it to end for good
                _ => null,
            },
            cancellation);
        if (stopping is not null) await SendAsync(stopping, cancellation);
        return stopping;
    }

    public Task<Job?> PreemptAsync(PlannedPreemption preemption, CancellationToken cancellation) =>
        StopAsync(JobLedger.System, preemption.Job, StopIntent.Preempt, $"It makes room for job {preemption.For}.", cancellation);

    public async Task SendAsync(Job job, CancellationToken cancellation)
    {
        var request = job is { Stopping: StopIntent.Preempt, Specification.Checkpoint: { } checkpoint } ? new StopRequest(checkpoint.Signal, checkpoint.Grace) : new StopRequest(null, TimeSpan.Zero);
        var run = folders.RunOf(job);
        await executors.Find(job.Attempt!.Executor).StopAsync(run, request, cancellation);
        // What places inputs has nothing to save; what stores outputs belongs to a job that has done its work.
        if (job.Specification.Inputs.Count > 0) ReplicaStop.Request(run.Folder.Preparation, new(null, TimeSpan.Zero));
    }
}
