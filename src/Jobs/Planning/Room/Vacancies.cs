using Athanor.Jobs.Planning.Capacity;
using Athanor.Jobs.Planning.Queue;

namespace Athanor.Jobs.Planning.Room;

/// <summary>Where a job may start now: there is room, and it is in the way of nobody whose place is kept.</summary>
internal sealed class Vacancies(Cluster cluster, Tenants tenants, Holds holds)
{
    private readonly NodeOrders _orders = new(cluster, tenants.Free);
    private readonly int[] _slots = new int[cluster.Nodes.Length];
    private readonly Dictionary<(Shape Shape, int Replicas, string? Region), long> _inVain = [];

    /// <summary>Null where it does not fit. Within a round less and less is free, so what did not fit once does not fit later, nor if it took longer.</summary>
    public IReadOnlyList<Seat>? Find(Candidate job)
    {
        var key = (job.Shape, job.Replicas, job.Region);
        if (_inVain.TryGetValue(key, out var shortest) && job.End >= shortest) return null;

        var seats = FindOne(job) is { } node ? [tenants.Free.SeatOn(node, job.Shape, job.Replicas)] : job.Replicas == 1 ? null : FindSeveral(job);
        if (seats is null) _inVain[key] = job.End;
        return seats;
    }

    /// <summary>To be called where places are no longer kept, so that another may have them.</summary>
    public void TryAgain() => _inVain.Clear();

    /// <summary>A job starts there.</summary>
    public void Take(Tenant tenant)
    {
        foreach (var seat in tenant.Seats) _orders.Refresh(seat.Node);
    }

    /// <summary>The node that takes all of it and is filled best.</summary>
    private int? FindOne(Candidate job)
    {
        Fit? best = null;
        foreach (var nodes in cluster.Classes)
        {
            if (!nodes.MayTake(job.Shape, job.Region) || IsForOthers(nodes, job)) continue;
            if (TightestOf(_orders.Of(nodes, job.Shape), job) is { } fit && (best is null || fit.CompareTo(best.Value) < 0)) best = fit;
        }
        return best?.Node;
    }

    /// <summary>Several replicas that need no accelerators may still fit beside those that do, on more than one node.</summary>
    private static bool IsForOthers(NodeClass nodes, Candidate job) => nodes.HasAccelerators && job.Shape.Accelerators == 0 && job.Replicas > 1;

    private Fit? TightestOf(NodeOrder order, Candidate job)
    {
        var least = new Fit(job.Shape.Accelerators * job.Replicas, job.Amounts.Cpus, job.Amounts.Memory, -1);
        for (var position = order.Find(least); position < order.Count;)
        {
            var fit = order[position];
            if (fit.Cpus < least.Cpus) position = order.Find(least with { Accelerators = fit.Accelerators });
            else if (fit.Memory < least.Memory) position = order.Find(least with { Accelerators = fit.Accelerators, Cpus = fit.Cpus });
            else if (holds.SlotsOf(fit.Node, job.Shape, job.Replicas, job.End) < job.Replicas) position++;
            else return fit;
        }
        return null;
    }

    private List<Seat>? FindSeveral(Candidate job)
    {
        Array.Clear(_slots);
        foreach (var nodes in cluster.Classes)
        {
            if (!nodes.MayTake(job.Shape, job.Region)) continue;
            var order = _orders.Of(nodes, job.Shape);
            for (var position = order.Find(new(job.Shape.Accelerators, 0, 0, -1)); position < order.Count; position++)
            {
                var node = order[position].Node;
                var slots = tenants.Free.SlotsOf(node, job.Shape, job.Replicas);
                if (slots > 0) _slots[node] = holds.SlotsOf(node, job.Shape, slots, job.End);
            }
        }
        return new Packing(cluster, tenants.Free, job.Shape, job.Replicas).Pack(_slots);
    }
}
