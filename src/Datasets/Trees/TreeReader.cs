namespace Athanor.Datasets.Trees;

/// <summary>Finds and lists entries of a tree, opening no more nodes than lie on the way.</summary>
internal static class TreeReader
{
    public static TreeEntry? Find(INodes nodes, Digest? root, string path)
    {
        for (var hash = root; hash is { } next;)
        {
            var node = nodes.Load(next);
            var index = node.IndexOf(path);
            if (node.IsLeaf) return index < node.Entries.Length && node.Entries[index].Path == path ? node.Entries[index] : null;
            hash = index < node.Children.Length ? node.Children[index].Hash : null;
        }
        return null;
    }

    /// <summary>Entries from a path on, that path included where it is there.</summary>
    public static IEnumerable<TreeEntry> From(INodes nodes, Digest? root, string path)
    {
        if (root is not { } hash) yield break;
        var open = new Stack<(TreeNode Node, int Next)>();
        Descend(hash, path);
        while (open.TryPop(out var top))
        {
            if (top.Node.IsLeaf)
            {
                for (var index = top.Next; index < top.Node.Entries.Length; index++) yield return top.Node.Entries[index];
                continue;
            }
            if (top.Next + 1 < top.Node.Children.Length) open.Push(top with { Next = top.Next + 1 });
            if (top.Next < top.Node.Children.Length) Descend(top.Node.Children[top.Next].Hash, path);
        }

        void Descend(Digest to, string from)
        {
            var node = nodes.Load(to);
            open.Push((node, node.IndexOf(from)));
        }
    }

    public static (long Files, long Bytes) Measure(INodes nodes, Digest? root) => root is { } hash && nodes.Load(hash) is var node ? (node.Files, node.Bytes) : (0, 0);
}
