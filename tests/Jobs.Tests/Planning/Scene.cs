using Athanor.Foundation.Units;
using Athanor.Jobs.Model;

namespace Athanor.Jobs.Planning;

/// <summary>A cluster and a queue to decide about, put together in words. Times are minutes; now is minute 0.</summary>
internal sealed class Scene
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly List<PlannedNode> _nodes = [];
    private readonly List<WaitingJob> _waiting = [];
    private readonly List<RunningJob> _running = [];
    private readonly List<ProjectRules> _projects = [];

    public QueueSnapshot Snapshot => new(Now, _nodes, _waiting, _running) { Projects = _projects, Rules = Rules };

    public PlanningRules Rules { get; set; } = new();

    public static DateTimeOffset Minute(double minute) => Now.AddMinutes(minute);

    public static ReplicaNeeds Needs(int cpus = 1, int gpus = 0, int gibibytes = 1, string? model = null, int gpuGibibytes = 0) => new(Cpus.Of(cpus), Bytes.FromMebibytes(1024L * gibibytes))
    {
        Accelerators = gpus == 0 ? null : new(AcceleratorNeeds.Gpu, gpus) { Model = model, Memory = Bytes.FromMebibytes(1024L * gpuGibibytes) },
    };

    public static NodeAccelerators Gpus(int count, string model = "H100", int gibibytes = 80) => new(AcceleratorNeeds.Gpu, model, Bytes.FromMebibytes(1024L * gibibytes), count);

    public Scene Node(string name, int cpus = 64, int gpus = 0, int gibibytes = 256, string region = "", bool isOpen = true) =>
        Node(name, gpus == 0 ? [] : [Gpus(gpus)], cpus, gibibytes, region, isOpen);

    public Scene Node(string name, NodeAccelerators[] accelerators, int cpus = 64, int gibibytes = 256, string region = "", bool isOpen = true)
    {
        _nodes.Add(new(name, Cpus.Of(cpus), Bytes.FromMebibytes(1024L * gibibytes)) { Accelerators = accelerators, Region = region, IsOpen = isOpen });
        return this;
    }

    public Scene Project(string project, double share = 1, double usage = 0, Quota? quota = null, Dictionary<string, double>? owners = null)
    {
        _projects.Add(new(project) { Share = share, Usage = usage, Quota = quota ?? Quota.None, UsageByOwner = owners ?? [] });
        return this;
    }

    public Scene Waits(long id, ReplicaNeeds needs, string project = "plants", string owner = "ada", int priority = 0, double since = -1, int replicas = 1, double? limit = null, string? region = null)
    {
        _waiting.Add(new(id, project, owner, priority, Minute(since), replicas, needs) { TimeLimit = limit is { } minutes ? TimeSpan.FromMinutes(minutes) : null, Region = region });
        return this;
    }

    public Scene Runs(long id, ReplicaNeeds needs, string nodes, string project = "plants", string owner = "ada", int priority = 0, double since = -60, double? limit = null, bool isPreemptible = false, double? goneBy = null)
    {
        _running.Add(new(id, project, owner, priority, Minute(since), needs, nodes.Split(' '))
        {
            TimeLimit = limit is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
            IsPreemptible = isPreemptible,
            GoneBy = goneBy is { } minute ? Minute(minute) : null,
        });
        return this;
    }

    public Plan Decide() => Planner.Decide(Snapshot);

    /// <summary>The jobs that start, in words: <c>7@a a b</c>.</summary>
    public IEnumerable<string> Starts() => Decide().Starts.Select(start => $"{start.Job}@{string.Join(' ', start.Nodes)}");

    public IEnumerable<long> StartedJobs() => Decide().Starts.Select(start => start.Job);

    public IEnumerable<long> Preempted() => Decide().Preemptions.Select(preemption => preemption.Job);
}
