using Athanor.Jobs.Planning.Queue;

namespace Athanor.Jobs.Planning.Capacity;

/// <summary>What each node has left, now or at another time. Less than nothing is left where more is spoken for than is there yet.</summary>
internal sealed class FreeSpace
{
    private readonly Cluster _cluster;
    private readonly long[] _cpus;
    private readonly long[] _memory;
    private readonly int[] _accelerators;

    private FreeSpace(Cluster cluster, long[] cpus, long[] memory, int[] accelerators) =>
        (_cluster, _cpus, _memory, _accelerators) = (cluster, cpus, memory, accelerators);

    public static FreeSpace Of(Cluster cluster) => new(
        cluster,
        Array.ConvertAll(cluster.Nodes, node => node.Cpus.Thousandths),
        Array.ConvertAll(cluster.Nodes, node => node.Memory.Value),
        [.. cluster.Nodes.SelectMany(node => node.Accelerators, (_, group) => group.Count)]);

    public FreeSpace Copy() => new(_cluster, [.. _cpus], [.. _memory], [.. _accelerators]);

    public long CpusOf(int node) => _cpus[node];

    public long MemoryOf(int node) => _memory[node];

    /// <summary>Free accelerators that are good for it.</summary>
    public int AcceleratorsOf(int node, Shape shape)
    {
        var (first, free) = (_cluster.FirstGroup[node], 0);
        foreach (var group in shape.GroupsOn(_cluster.ClassOf[node])) free += Math.Max(0, _accelerators[first + group]);
        return free;
    }

    /// <summary>How many replicas fit there, and no more than asked for.</summary>
    public int SlotsOf(int node, Shape shape, int most)
    {
        if (_cpus[node] < shape.Cpus || _memory[node] < shape.Memory) return 0;

        var slots = (long)most;
        if (shape.Accelerators > 0) slots = Math.Min(slots, AcceleratorsOf(node, shape) / shape.Accelerators);
        if (slots > 0 && shape.Cpus > 0) slots = Math.Min(slots, _cpus[node] / shape.Cpus);
        if (slots > 0 && shape.Memory > 0) slots = Math.Min(slots, _memory[node] / shape.Memory);
        return (int)slots;
    }

    public Seat SeatOn(int node, Shape shape, int replicas)
    {
        var nodes = _cluster.ClassOf[node];
        var groups = shape.GroupsOn(nodes);
        if (shape.Accelerators == 0 || groups.Length == 1) return new(node, shape, replicas, null);

        var (first, mixed, rest) = (_cluster.FirstGroup[node], new int[nodes.Groups.Count], shape.Accelerators * replicas);
        foreach (var group in groups)
        {
            mixed[group] = Math.Clamp(_accelerators[first + group], 0, rest);
            rest -= mixed[group];
        }
        return new(node, shape, replicas, mixed);
    }

    /// <summary>The places on nodes that were chosen before; null where they are not free.</summary>
    public List<Seat>? SeatsOn(IReadOnlyList<string> names, Candidate job)
    {
        if (names.Count != job.Replicas) return null;

        var seats = new List<Seat>();
        foreach (var (name, replicas) in names.CountBy(name => name))
        {
            if (_cluster.Find(name) is not { } node || !_cluster.ClassOf[node].MayTake(job.Shape, job.Region) || SlotsOf(node, job.Shape, replicas) < replicas) return null;
            seats.Add(SeatOn(node, job.Shape, replicas));
        }
        return seats;
    }

    public void Take(in Seat seat) => Add(seat, -1);

    public void Give(in Seat seat) => Add(seat, +1);

    private void Add(in Seat seat, int sign)
    {
        var count = sign * seat.Replicas;
        _cpus[seat.Node] += seat.Shape.Cpus * count;
        _memory[seat.Node] += seat.Shape.Memory * count;
        if (seat.Shape.Accelerators == 0) return;

        var first = _cluster.FirstGroup[seat.Node];
        if (seat.Mixed is null) _accelerators[first + seat.Shape.GroupsOn(_cluster.ClassOf[seat.Node])[0]] += seat.Shape.Accelerators * count;
        else for (var group = 0; group < seat.Mixed.Length; group++) _accelerators[first + group] += sign * seat.Mixed[group];
    }
}
