namespace Athanor.Datasets.Trees;

/// <summary>A way through a tree that stands before something at any time: a whole node that may be skipped or opened, or an entry.</summary>
internal sealed class TreeWalk
{
    private readonly INodes _nodes;
    private readonly Stack<(TreeNode Node, int Next)> _open = new();
    private Digest? _root;

    public TreeWalk(INodes nodes, Digest? root) => (_nodes, _root) = (nodes, root);

    public bool IsAtEnd => _root is null && _open.Count == 0;

    /// <summary>The node that it stands before, or null where that is an entry.</summary>
    public Digest? Node => _root ?? (_open.TryPeek(out var top) && !top.Node.IsLeaf ? top.Node.Children[top.Next].Hash : null);

    /// <summary>How high that node stands; an entry is below all. The root counts as higher than any other.</summary>
    public int Level => _root is not null ? int.MaxValue : _open.TryPeek(out var top) ? top.Node.Level - 1 : -1;

    public TreeEntry Entry => _open.Peek() is var top ? top.Node.Entries[top.Next] : throw new InvalidOperationException();

    /// <summary>How far what it stands before reaches; null for the root, which was not opened yet.</summary>
    public string? LastPath => _root is not null || !_open.TryPeek(out var top) ? null : top.Node.IsLeaf ? top.Node.Entries[top.Next].Path : top.Node.Children[top.Next].LastPath;

    public void Open()
    {
        var node = _nodes.Load(Node!.Value);
        if (_root is not null) _root = null;
        else Skip();
        _open.Push((node, 0));
    }

    public void Skip()
    {
        if (_root is not null)
        {
            _root = null;
            return;
        }
        var (node, next) = _open.Pop();
        if (next + 1 < (node.IsLeaf ? node.Entries.Length : node.Children.Length)) _open.Push((node, next + 1));
    }

    /// <summary>Passes by everything up to this path, which is included.</summary>
    public void SkipTo(string path)
    {
        while (!IsAtEnd)
        {
            if (LastPath is { } last && PathOrder.Compare(last, path) <= 0) Skip();
            else if (Node is not null) Open();
            else return;
        }
    }
}
