namespace Athanor.Jobs.Planning.Capacity;

/// <summary>The nodes of a snapshot, numbered in the order of their names. It does not change within a round.</summary>
internal sealed class Cluster
{
    private readonly Dictionary<string, int> _byName;
    private readonly List<NodeClass> _classes = [];

    public Cluster(IReadOnlyList<PlannedNode> nodes)
    {
        Nodes = [.. nodes];
        Array.Sort(Nodes, (left, right) => string.CompareOrdinal(left.Name, right.Name));
        ClassOf = new NodeClass[Nodes.Length];
        RankOf = new int[Nodes.Length];
        FirstGroup = new int[Nodes.Length + 1];
        _byName = new(Nodes.Length, StringComparer.Ordinal);
        for (var node = 0; node < Nodes.Length; node++)
        {
            _byName.TryAdd(Nodes[node].Name, node);
            ClassOf[node] = FindClass(Nodes[node]);
            RankOf[node] = ClassOf[node].Nodes.Count;
            ClassOf[node].Nodes.Add(node);
            FirstGroup[node + 1] = FirstGroup[node] + Nodes[node].Accelerators.Count;
            if (Nodes[node].IsOpen) Size += Amounts.Of(Nodes[node]);
        }
    }

    public PlannedNode[] Nodes { get; }

    public NodeClass[] ClassOf { get; }

    /// <summary>The place of each node among those of its class.</summary>
    public int[] RankOf { get; }

    public IReadOnlyList<NodeClass> Classes => _classes;

    /// <summary>Where the accelerators of a node begin in a list of those of all nodes.</summary>
    public int[] FirstGroup { get; }

    /// <summary>All that the open nodes have.</summary>
    public Amounts Size { get; }

    public int? Find(string name) => _byName.TryGetValue(name, out var node) ? node : null;

    /// <summary>The node of each replica by rank.</summary>
    public string[] NamesOf(IReadOnlyList<Seat> seats) => [.. seats.SelectMany(seat => Enumerable.Repeat(Nodes[seat.Node].Name, seat.Replicas))];

    private NodeClass FindClass(PlannedNode node)
    {
        foreach (var known in _classes)
        {
            if (known.IsOpen == node.IsOpen && known.Region == node.Region && (ReferenceEquals(known.Groups, node.Accelerators) || known.Groups.SequenceEqual(node.Accelerators))) return known;
        }

        _classes.Add(new(_classes.Count, node.Region, node.IsOpen, node.Accelerators));
        return _classes[^1];
    }
}
