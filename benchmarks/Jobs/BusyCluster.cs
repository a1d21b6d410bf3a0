using Athanor.Foundation.Units;
using Athanor.Jobs.Model;
using Athanor.Jobs.Planning;

namespace Athanor.Benchmarks.Jobs;

/// <summary>A large cluster whose queue is never empty: it does what each plan says, jobs end, and new ones come for those that started.</summary>
internal sealed class BusyCluster(int nodes, int waiting, int endingPerRound, Random chance)
{
    private const int GpusPerNode = 8;
    private const int Projects = 40;
    private const int OwnersPerProject = 5;

    private static readonly TimeSpan BetweenRounds = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);
    private static readonly int[] Hours = [1, 2, 4, 12, 24, 72];

    private readonly PlannedNode[] _nodes = [.. Enumerable.Range(0, nodes).Select(number => new PlannedNode($"node-{number:0000}", Cpus.Of(128), Bytes.FromMebibytes(1 << 20))
    {
        Accelerators = [new(AcceleratorNeeds.Gpu, number % 4 == 0 ? "A100" : "H100", Bytes.FromMebibytes(80 << 10), GpusPerNode)],
    })];

    private readonly ProjectRules[] _projects = [.. Enumerable.Range(0, Projects).Select(number => new ProjectRules($"project-{number}")
    {
        Share = 1 + (number % 4),
        Usage = number * 1e8,
        Quota = number % 10 == 0 ? new(null, null, nodes * GpusPerNode / 50, null) : Quota.None,
    })];

    private readonly Dictionary<long, WaitingJob> _waiting = [];
    private readonly Dictionary<long, RunningJob> _running = [];
    private DateTimeOffset _now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private IReadOnlyList<PlannedPromise> _promises = [];
    private long _lastId;

    public int Running => _running.Count;

    /// <summary>What the planner is asked next, with the queue filled up.</summary>
    public QueueSnapshot Next()
    {
        while (_waiting.Count < waiting) Submit();
        return new(_now, _nodes, [.. _waiting.Values], [.. _running.Values]) { Projects = _projects, Promises = _promises };
    }

    public void Apply(Plan plan)
    {
        _promises = plan.Promises;
        foreach (var start in plan.Starts)
        {
            _waiting.Remove(start.Job, out var job);
            _running.Add(start.Job, new(start.Job, job!.Project, job.Owner, job.Priority, _now, job.Needs, start.Nodes) { TimeLimit = job.TimeLimit, IsPreemptible = start.Job % 2 == 0 });
        }
        foreach (var preemption in plan.Preemptions) _running[preemption.Job] = _running[preemption.Job] with { GoneBy = _now + Grace };
        GoOn();
    }

    private void GoOn()
    {
        _now += BetweenRounds;
        foreach (var job in _running.Values.Where(job => job.GoneBy <= _now).ToList())
        {
            _running.Remove(job.Id);
            _waiting.Add(job.Id, new(job.Id, job.Project, job.Owner, job.Priority, _now, job.Nodes.Count, job.Needs) { TimeLimit = job.TimeLimit });
        }
        foreach (var job in chance.GetItems(_running.Keys.ToArray(), Math.Min(endingPerRound, _running.Count))) _running.Remove(job);
    }

    private void Submit()
    {
        var (needs, replicas) = DrawNeeds();
        var project = chance.Next(Projects);
        var job = new WaitingJob(++_lastId, $"project-{project}", $"person-{project}-{chance.Next(OwnersPerProject)}", chance.Next(20) == 0 ? 10 : 0, _now, replicas, needs)
        {
            TimeLimit = chance.Next(10) == 0 ? null : TimeSpan.FromHours(Hours[chance.Next(Hours.Length)]),
        };
        _waiting.Add(job.Id, job);
    }

    private (ReplicaNeeds Needs, int Replicas) DrawNeeds()
    {
        var drawn = chance.Next(100);
        if (drawn < 10) return (new(Cpus.Of(1 + chance.Next(8)), Bytes.FromMebibytes(4096L << chance.Next(4))), 1);

        var gpus = 1 << Math.Min(chance.Next(4), chance.Next(4));
        var needs = new ReplicaNeeds(Cpus.Of(gpus * (8 + (4 * chance.Next(3)))), Bytes.FromMebibytes(gpus * (64L << 10)))
        {
            Accelerators = new(AcceleratorNeeds.Gpu, gpus) { Model = chance.Next(5) == 0 ? "H100" : null },
        };
        return (needs, drawn < 97 ? 1 : 2 + chance.Next(15));
    }
}
