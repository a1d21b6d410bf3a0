using Athanor.Jobs.Model;

namespace Athanor.Jobs.Planning.Capacity;

/// <summary>The shapes of a round: one for all that need the same.</summary>
internal sealed class Shapes(Cluster cluster)
{
    private readonly Dictionary<ReplicaNeeds, Shape> _shapes = [];

    public Shape Of(ReplicaNeeds needs)
    {
        if (!_shapes.TryGetValue(needs, out var shape)) _shapes.Add(needs, shape = new(needs, cluster.Classes.Count));
        return shape;
    }
}
