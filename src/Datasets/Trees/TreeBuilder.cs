namespace Athanor.Datasets.Trees;

/// <summary>
/// Makes a tree of what comes in the order of paths: entries, or whole nodes of an earlier tree. A node is closed by the path that ends
/// it, and by nothing else but the end of the tree.
/// </summary>
internal sealed class TreeBuilder(INodes nodes, SplitRule rule)
{
    private readonly List<TreeEntry> _entries = [];

    /// <summary>By level: the closed nodes below that wait for a node of this level to be closed. There is none for level 0.</summary>
    private readonly List<List<NodeReference>> _children = [[]];

    public void Add(TreeEntry entry)
    {
        _entries.Add(entry);
        if (rule.Ends(entry.Path, 0)) CloseLeaf();
    }

    /// <summary>Whether a whole node of this level can come next: nothing is open below it.</summary>
    public bool IsAlignedAt(int level) => _entries.Count == 0 && _children.Take(level + 1).All(waiting => waiting.Count == 0);

    public void Add(NodeReference node, int level)
    {
        while (_children.Count <= level + 1) _children.Add([]);
        _children[level + 1].Add(node);
        if (rule.Ends(node.LastPath, level + 1)) Close(level + 1);
    }

    /// <summary>Closes what is open and answers the root, which is null for a tree without entries.</summary>
    public Digest? Finish()
    {
        if (_entries.Count > 0) CloseLeaf();
        for (var level = 1; level < _children.Count; level++)
        {
            var waiting = _children[level];
            var isTop = _children.Skip(level + 1).All(above => above.Count == 0);
            if (isTop && waiting.Count == 1) return waiting[0].Hash;
            if (waiting.Count > 0) Close(level);
        }
        return null;
    }

    private void CloseLeaf()
    {
        var leaf = new TreeNode(0, [.. _entries], []);
        _entries.Clear();
        Add(leaf.ReferTo(nodes.Save(leaf)), 0);
    }

    private void Close(int level)
    {
        var node = new TreeNode(level, [], [.. _children[level]]);
        _children[level].Clear();
        Add(node.ReferTo(nodes.Save(node)), level);
    }
}
