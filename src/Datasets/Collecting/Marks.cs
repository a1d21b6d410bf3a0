using Athanor.Datasets.Trees;

namespace Athanor.Datasets.Collecting;

/// <summary>What kept versions reach: the nodes of their trees, and which stretches of which objects. A node that is marked is not opened again.</summary>
internal sealed class Marks
{
    private readonly HashSet<Digest> _nodes = [];
    private readonly Dictionary<string, Dictionary<long, long>> _contents = [];

    public bool Contains(Digest node) => _nodes.Contains(node);

    public bool Contains(string content) => _contents.ContainsKey(content);

    /// <summary>How many of an object's bytes belong to files that are reached.</summary>
    public long ReachedBytesOf(string content) => _contents.TryGetValue(content, out var files) ? files.Values.Sum() : 0;

    public void Add(INodes nodes, Digest? root)
    {
        var open = new Stack<Digest>();
        if (root is { } first && _nodes.Add(first)) open.Push(first);
        while (open.TryPop(out var hash))
        {
            var node = nodes.Load(hash);
            foreach (var entry in node.Entries) Add(entry);
            foreach (var child in node.Children)
                if (_nodes.Add(child.Hash)) open.Push(child.Hash);
        }
    }

    public void Add(TreeEntry entry)
    {
        if (!_contents.TryGetValue(entry.Content, out var files)) _contents[entry.Content] = files = [];
        files[entry.Offset] = entry.Size;
    }
}
