using System.Diagnostics.CodeAnalysis;
using Athanor.Jobs.Model;

namespace Athanor.Jobs.Planning.Capacity;

/// <summary>The shapes of a round: one for all that need the same.</summary>
internal sealed class Shapes(Cluster cluster)
{
    private readonly Dictionary<ReplicaNeeds, Shape> _shapes = new(new ByAmounts());

    public Shape Of(ReplicaNeeds needs)
    {
        if (!_shapes.TryGetValue(needs, out var shape)) _shapes.Add(needs, shape = new(needs, cluster.Classes.Count));
        return shape;
    }

    /// <summary>Amounts tell most needs apart, and are quicker to hash than the names of kinds and models.</summary>
    private sealed class ByAmounts : IEqualityComparer<ReplicaNeeds>
    {
        public bool Equals(ReplicaNeeds? left, ReplicaNeeds? right) => ReferenceEquals(left, right) || (left?.Equals(right) ?? false);

        public int GetHashCode([DisallowNull] ReplicaNeeds needs) => HashCode.Combine(needs.Cpus.Thousandths, needs.Memory.Value, needs.Accelerators?.Count ?? 0);
    }
}
