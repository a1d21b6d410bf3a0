using Athanor.Jobs.Planning.Queue;

namespace Athanor.Jobs.Planning.Capacity;

/// <summary>How many replicas of a job each node takes, kept up while the space changes.</summary>
internal sealed class SlotTable
{
    private readonly Cluster _cluster;
    private readonly FreeSpace _space;
    private readonly Candidate _job;
    private readonly int[] _slots;

    public SlotTable(Cluster cluster, FreeSpace space, Candidate job)
    {
        (_cluster, _space, _job, _slots) = (cluster, space, job, new int[cluster.Nodes.Length]);
        foreach (var nodes in cluster.Classes)
        {
            if (!nodes.MayTake(job.Shape, job.Region)) continue;
            foreach (var node in nodes.Nodes) Total += _slots[node] = space.SlotsOf(node, job.Shape, job.Replicas);
        }
    }

    /// <summary>What it counts in; it belongs to the table.</summary>
    public FreeSpace Space => _space;

    public long Total { get; private set; }

    public bool TakesAll => Total >= _job.Replicas;

    public void Give(ReadOnlySpan<Seat> seats)
    {
        foreach (ref readonly var seat in seats)
        {
            _space.Give(seat);
            Refresh(seat.Node);
        }
    }

    public void Take(ReadOnlySpan<Seat> seats)
    {
        foreach (ref readonly var seat in seats)
        {
            _space.Take(seat);
            Refresh(seat.Node);
        }
    }

    public List<Seat>? Pack() => new Packing(_cluster, _space, _job.Shape, _job.Replicas).Pack([.. _slots]);

    private void Refresh(int node)
    {
        if (!_cluster.ClassOf[node].MayTake(_job.Shape, _job.Region)) return;
        var slots = _space.SlotsOf(node, _job.Shape, _job.Replicas);
        Total += slots - _slots[node];
        _slots[node] = slots;
    }
}
