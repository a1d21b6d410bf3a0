namespace Athanor.Datasets.Trees;

/// <summary>
/// Nodes that were read lately, for all datasets: a hash names its bytes wherever they are. Two generations share the budget; what is
/// found in the older one moves to the younger, and what is left there when that is full is forgotten.
/// </summary>
internal sealed class NodeCache(long budget)
{
    // What a decoded entry takes in memory, more or less: its own fields, the path and a share of the other texts.
    private const int SizeOfEntry = 300;

    private readonly Lock _lock = new();
    private Dictionary<Digest, TreeNode> _young = [];
    private Dictionary<Digest, TreeNode> _old = [];
    private long _size;

    public TreeNode? Find(Digest hash)
    {
        lock (_lock)
        {
            if (_young.TryGetValue(hash, out var node)) return node;
            if (_old.TryGetValue(hash, out node)) AddUnderLock(hash, node);
            return node;
        }
    }

    public void Add(Digest hash, TreeNode node)
    {
        lock (_lock) AddUnderLock(hash, node);
    }

    private void AddUnderLock(Digest hash, TreeNode node)
    {
        if (_young.TryAdd(hash, node)) _size += SizeOfEntry * (node.Entries.Length + node.Children.Length);
        if (_size <= budget / 2) return;
        (_old, _young, _size) = (_young, [], 0);
    }
}
