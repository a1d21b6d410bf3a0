using Athanor.Datasets.Trees;
using Athanor.Objects.Keyspaces;

namespace Athanor.Datasets.Collecting;

/// <summary>What kept versions reach: the nodes of their trees, and which stretches of which objects. A node that is marked is not opened again.</summary>
internal sealed class Marks
{
    private readonly HashSet<Digest> _nodes = [];
    private readonly Dictionary<string, Dictionary<long, long>> _contents = [];

    public bool Contains(Digest node) => _nodes.Contains(node);

    public bool Contains(string content) => _contents.ContainsKey(content);

    /// <summary>The size of the file that is reached and begins there; null where none does.</summary>
    public long? SizeOf(ContentPlace place) => _contents.TryGetValue(place.Key, out var files) && files.TryGetValue(place.Offset, out var size) ? size : null;

    /// <summary>The files of an object that are reached, in the order in which they lie.</summary>
    public IReadOnlyList<(long Offset, long Size)> FilesOf(string content) => [.. _contents[content].Select(file => (file.Key, file.Value)).Order()];

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

    public void Add(TreeEntry entry) => Add(new(entry.Content, entry.Offset), entry.Size);

    public void Add(ContentPlace place, long size)
    {
        if (!_contents.TryGetValue(place.Key, out var files)) _contents[place.Key] = files = [];

        // In an object that was packed anew, an empty file begins where the next one does.
        files[place.Offset] = Math.Max(size, files.GetValueOrDefault(place.Offset));
    }
}
