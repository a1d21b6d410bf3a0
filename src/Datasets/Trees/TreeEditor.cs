namespace Athanor.Datasets.Trees;

/// <summary>Makes a tree out of another one and changes to it. What no change touches is taken over without being opened.</summary>
internal sealed class TreeEditor(INodes nodes, SplitRule rule, IReadOnlyList<TreeChange> changes)
{
    private readonly TreeBuilder _builder = new(nodes, rule);
    private int _next;

    /// <summary>A root that is null is a tree without entries. Changes come in the order of paths, each path once.</summary>
    public static Digest? Apply(INodes nodes, SplitRule rule, Digest? root, IReadOnlyList<TreeChange> changes) =>
        changes.Count == 0 ? root : new TreeEditor(nodes, rule, changes).Apply(root);

    private Digest? Apply(Digest? root)
    {
        if (root is { } hash) Open(nodes.Load(hash), isLast: true);
        while (_next < changes.Count) AddNextChange();
        return _builder.Finish();
    }

    private void Open(TreeNode node, bool isLast)
    {
        if (node.IsLeaf)
        {
            MergeEntries(node.Entries);
            return;
        }
        for (var index = 0; index < node.Children.Length; index++) Take(node.Children[index], node.Level - 1, isLast && index == node.Children.Length - 1);
    }

    private void Take(NodeReference child, int level, bool isLast)
    {
        // Whatever lies between this node and the one before it comes first into this one.
        var isTouched = _next < changes.Count && (isLast || PathOrder.Compare(changes[_next].Path, child.LastPath) <= 0);
        if (!isTouched && _builder.IsAlignedAt(level)) _builder.Add(child, level);
        else Open(nodes.Load(child.Hash), isLast);
    }

    private void MergeEntries(TreeEntry[] entries)
    {
        foreach (var entry in entries)
        {
            while (_next < changes.Count && PathOrder.Compare(changes[_next].Path, entry.Path) < 0) AddNextChange();
            if (_next < changes.Count && changes[_next].Path == entry.Path) AddNextChange();
            else _builder.Add(entry);
        }
    }

    private void AddNextChange()
    {
        if (changes[_next].Entry is { } entry) _builder.Add(entry);
        _next++;
    }
}
