namespace Athanor.Jobs.Planning.Simulation;

/// <summary>Lives through a story: does what each plan says and moves on to the next thing that happens.</summary>
internal sealed class Simulator(Story story)
{
    private const int Grace = 2;
    private const int MostRounds = 1000;

    private readonly Queue<Arrival> _arrivals = new(story.Arrivals);
    private readonly Dictionary<long, Arrival> _known = story.Arrivals.ToDictionary(arrival => arrival.Job.Id);
    private readonly List<WaitingJob> _waiting = [];
    private readonly List<RunningJob> _running = [];
    private IReadOnlyList<PlannedPromise> _promises = [];

    public DateTimeOffset Now { get; private set; } = Scene.Minute(0);

    public IReadOnlyList<WaitingJob> Waiting => _waiting;

    /// <summary>Whether it hands on the promises of the last plan.</summary>
    public bool KeepsPromises { get; init; } = true;

    /// <summary>Each round: what was asked, and what was decided. It ends when nothing happens any more.</summary>
    public IEnumerable<(QueueSnapshot Snapshot, Plan Plan)> Rounds()
    {
        var rounds = 0;
        do
        {
            while (_arrivals.TryPeek(out var next) && Scene.Minute(next.Minute) <= Now) _waiting.Add(_arrivals.Dequeue().Job);
            var snapshot = new QueueSnapshot(Now, story.Nodes, [.. _waiting], [.. _running]) { Projects = story.Projects, Rules = story.Rules, Promises = _promises };
            var plan = Planner.Decide(snapshot);
            Assert.True(++rounds < MostRounds, $"It never ends: {Told.Of(plan)}\nwith\n{Told.Of(snapshot)}");
            yield return (snapshot, plan);
            Apply(plan);
        }
        while (MoveOn());
    }

    private void Apply(Plan plan)
    {
        if (KeepsPromises) _promises = plan.Promises;
        foreach (var start in plan.Starts)
        {
            var job = _waiting.Single(job => job.Id == start.Job);
            _waiting.Remove(job);
            _running.Add(new(job.Id, job.Project, job.Owner, job.Priority, Now, job.Needs, start.Nodes) { TimeLimit = job.TimeLimit, IsPreemptible = _known[job.Id].IsPreemptible });
        }
        foreach (var preemption in plan.Preemptions)
        {
            var index = _running.FindIndex(job => job.Id == preemption.Job);
            _running[index] = _running[index] with { GoneBy = Now.AddMinutes(Grace) };
        }
    }

    private bool MoveOn()
    {
        var next = _running.Select(EndOf).Concat(_arrivals.Take(1).Select(arrival => Scene.Minute(arrival.Minute))).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
        if (next == DateTimeOffset.MaxValue) return false;

        // Patience runs out while nothing else happens.
        Now = next < Now.AddMinutes(5) ? next : Now.AddMinutes(5);
        foreach (var job in _running.Where(job => EndOf(job) <= Now).ToList())
        {
            _running.Remove(job);
            if (job.GoneBy is not null && job.GoneBy < NaturalEndOf(job)) _waiting.Add(_known[job.Id].Job with { QueuedAt = Now });
        }
        return true;
    }

    private DateTimeOffset EndOf(RunningJob job) => job.GoneBy is { } gone && gone < NaturalEndOf(job) ? gone : NaturalEndOf(job);

    private DateTimeOffset NaturalEndOf(RunningJob job) => job.StartedAt.AddMinutes(_known[job.Id].Takes);
}
