namespace Athanor.Jobs.Planning.Capacity;

/// <summary>The orders of nodes that were asked for in a round, kept up while jobs start.</summary>
internal sealed class NodeOrders(Cluster cluster, FreeSpace space)
{
    private readonly Dictionary<(int Class, int[] Groups), NodeOrder> _orders = [];
    private readonly List<NodeOrder>?[] _byClass = new List<NodeOrder>?[cluster.Classes.Count];

    public NodeOrder Of(NodeClass nodes, Shape shape)
    {
        var key = (nodes.Index, shape.GroupsOn(nodes));
        if (_orders.TryGetValue(key, out var order)) return order;

        _orders.Add(key, order = new(cluster, space, nodes, shape));
        (_byClass[nodes.Index] ??= []).Add(order);
        return order;
    }

    /// <summary>To be called after what is free on a node has changed.</summary>
    public void Refresh(int node)
    {
        if (_byClass[cluster.ClassOf[node].Index] is not { } orders) return;
        foreach (var order in orders) order.Refresh(node);
    }
}
