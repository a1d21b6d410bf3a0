using Athanor.Jobs.Model;

namespace Athanor.Jobs.Planning.Reference;

/// <summary>What is free on each node beside some tenants, counted anew each time. Nodes have at most one group of accelerators.</summary>
internal sealed class ReferenceSpace(IEnumerable<PlannedNode> nodes, IEnumerable<ReferenceTenant> tenants)
{
    private readonly List<(PlannedNode Node, long Cpus, long Memory, long Accelerators)> _free =
    [
        .. nodes.OrderBy(node => node.Name, StringComparer.Ordinal).Select(node => (
            node,
            node.Cpus.Thousandths - tenants.Sum(tenant => tenant.CountOn(node.Name) * tenant.Needs.Cpus.Thousandths),
            node.Memory.Value - tenants.Sum(tenant => tenant.CountOn(node.Name) * tenant.Needs.Memory.Value),
            node.Accelerators.Sum(group => (long)group.Count) - tenants.Sum(tenant => tenant.CountOn(node.Name) * (long)(tenant.Needs.Accelerators?.Count ?? 0)))),
    ];

    /// <summary>How many replicas each node takes, if it is one where the job may be.</summary>
    public Dictionary<string, int> SlotsOf(WaitingJob job) => _free.ToDictionary(free => free.Node.Name, free => IsGood(free.Node, job) ? Slots(free.Cpus, free.Memory, free.Accelerators, job) : 0);

    /// <summary>The node of each replica; null where they do not all fit.</summary>
    public IReadOnlyList<string>? Pack(WaitingJob job, Dictionary<string, int> slots)
    {
        if (slots.Values.Sum() < job.Replicas) return null;
        var free = _free.ToList();
        if (Count(job.Needs) == 0 && free.Where(free => !HasAccelerators(free.Node)).Sum(free => slots[free.Node.Name]) >= job.Replicas) free.RemoveAll(free => HasAccelerators(free.Node));

        var nodes = new List<string>();
        while (nodes.Count < job.Replicas)
        {
            var rest = job.Replicas - nodes.Count;
            var best = free.Where(free => slots[free.Node.Name] > 0)
                .OrderByDescending(free => Math.Min(rest, slots[free.Node.Name]))
                .ThenBy(free => Count(job.Needs) > 0 ? free.Accelerators : HasAccelerators(free.Node) ? 1 : 0)
                .ThenBy(free => free.Cpus).ThenBy(free => free.Memory).ThenBy(free => free.Node.Name, StringComparer.Ordinal).First();
            nodes.AddRange(Enumerable.Repeat(best.Node.Name, Math.Min(rest, slots[best.Node.Name])));
            free.Remove(best);
        }
        return nodes;
    }

    private static int Count(ReplicaNeeds needs) => needs.Accelerators?.Count ?? 0;

    private static bool HasAccelerators(PlannedNode node) => node.Accelerators.Any(group => group.Count > 0);

    private static bool IsGood(PlannedNode node, WaitingJob job) =>
        node.IsOpen && (job.Region is null || job.Region == node.Region)
        && (job.Needs.Accelerators is not { Count: > 0 } needs || node.Accelerators.Any(group => group.Kind == needs.Kind && (needs.Model is null || needs.Model == group.Model) && group.Memory >= needs.Memory));

    private static int Slots(long cpus, long memory, long accelerators, WaitingJob job)
    {
        for (var count = job.Replicas; count > 0; count--)
        {
            if (count * job.Needs.Cpus.Thousandths <= cpus && count * job.Needs.Memory.Value <= memory && (Count(job.Needs) == 0 || count * Count(job.Needs) <= accelerators)) return count;
        }
        return 0;
    }
}
