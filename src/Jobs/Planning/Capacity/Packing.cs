namespace Athanor.Jobs.Planning.Capacity;

/// <summary>
/// Which nodes a job takes: as few as possible, and of those that would do the ones that it fills best. What needs no accelerators stays
/// away from nodes that have some, as long as there are others.
/// </summary>
internal sealed class Packing(Cluster cluster, FreeSpace space, Shape shape, int replicas)
{
    /// <summary>Slots are how many replicas each node takes, which is used up; null where all together do not take them.</summary>
    public List<Seat>? Pack(int[] slots)
    {
        if (Sum(slots) < replicas) return null;
        if (shape.Accelerators == 0) KeepOffAccelerators(slots);

        var nodes = new List<int>();
        for (var node = 0; node < slots.Length; node++)
        {
            if (slots[node] > 0) nodes.Add(node);
        }

        var seats = new List<Seat>();
        for (var rest = replicas; rest > 0;)
        {
            var best = BestOf(nodes, slots, rest);
            var count = Math.Min(slots[best], rest);
            seats.Add(space.SeatOn(best, shape, count));
            slots[best] = 0;
            rest -= count;
        }
        return seats;
    }

    private void KeepOffAccelerators(int[] slots)
    {
        var plain = 0L;
        for (var node = 0; node < slots.Length; node++) plain += cluster.ClassOf[node].HasAccelerators ? 0 : slots[node];
        if (plain < replicas) return;

        for (var node = 0; node < slots.Length; node++)
        {
            if (cluster.ClassOf[node].HasAccelerators) slots[node] = 0;
        }
    }

    /// <summary>The tightest node that takes all that is left to place, or else the one that takes most of it.</summary>
    private int BestOf(List<int> nodes, int[] slots, int rest)
    {
        var best = -1;
        foreach (var node in nodes)
        {
            if (slots[node] > 0 && (best < 0 || IsBetter(node, best, slots, rest))) best = node;
        }
        return best;
    }

    private bool IsBetter(int node, int other, int[] slots, int rest)
    {
        var (count, otherCount) = (Math.Min(slots[node], rest), Math.Min(slots[other], rest));
        return count != otherCount ? count > otherCount : new Fit(cluster, space, shape, node).CompareTo(new(cluster, space, shape, other)) < 0;
    }

    private static long Sum(int[] slots)
    {
        var sum = 0L;
        foreach (var count in slots) sum += count;
        return sum;
    }
}
