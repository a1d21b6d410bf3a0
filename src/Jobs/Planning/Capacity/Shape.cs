using Athanor.Jobs.Model;

namespace Athanor.Jobs.Planning.Capacity;

/// <summary>What one replica takes, as plain numbers. Equal needs share one shape within a round, so that what was found out for one job holds for all like it.</summary>
internal sealed class Shape(ReplicaNeeds needs, int classes)
{
    private readonly int[]?[] _groups = new int[]?[classes];

    public ReplicaNeeds Needs { get; } = needs;

    public long Cpus { get; } = needs.Cpus.Thousandths;

    public long Memory { get; } = needs.Memory.Value;

    public int Accelerators { get; } = needs.Accelerators?.Count ?? 0;

    /// <summary>Which accelerators of such nodes are good for it, in the order in which they are given away.</summary>
    public int[] GroupsOn(NodeClass nodes) => _groups[nodes.Index] ??= nodes.GroupsFor(Needs.Accelerators);
}
