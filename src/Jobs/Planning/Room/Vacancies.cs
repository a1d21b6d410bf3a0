using Athanor.Jobs.Planning.Capacity;
using Athanor.Jobs.Planning.Queue;

namespace Athanor.Jobs.Planning.Room;

/// <summary>Where a job may start now: there is room, and it is in the way of nobody whose place is kept.</summary>
internal sealed class Vacancies(Cluster cluster, Tenants tenants, Holds holds)
{
    private readonly int[] _slots = new int[cluster.Nodes.Length];
    private readonly Dictionary<(Shape Shape, int Replicas, string? Region), long> _inVain = [];

    /// <summary>Null where it does not fit. Within a round less and less is free, so what did not fit once does not fit later, nor if it took longer.</summary>
    public List<Seat>? Find(JobGroup job)
    {
        var key = (job.Shape, job.Replicas, job.Region);
        if (_inVain.TryGetValue(key, out var shortest) && job.End >= shortest) return null;

        var seats = Search(job);
        if (seats is null) _inVain[key] = job.End;
        return seats;
    }

    /// <summary>To be called where places are no longer kept, so that another may have them.</summary>
    public void TryAgain() => _inVain.Clear();

    private List<Seat>? Search(JobGroup job)
    {
        Array.Clear(_slots);
        foreach (var nodes in cluster.Classes)
        {
            if (!nodes.MayTake(job.Shape, job.Region)) continue;
            foreach (var node in nodes.Nodes)
            {
                var slots = tenants.Free.SlotsOf(node, job.Shape, job.Replicas);
                if (slots > 0) _slots[node] = Math.Min(slots, holds.SlotsOf(node, job.Shape, slots, job.End));
            }
        }
        return new Packing(cluster, tenants.Free, job.Shape, job.Replicas).Pack(_slots);
    }
}
