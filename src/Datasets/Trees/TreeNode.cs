namespace Athanor.Datasets.Trees;

/// <summary>A range of a tree: entries where <see cref="Level"/> is 0, nodes of the level below otherwise; never empty, and in the order of paths.</summary>
internal sealed record TreeNode(int Level, TreeEntry[] Entries, NodeReference[] Children)
{
    public bool IsLeaf => Level == 0;

    public string LastPath => IsLeaf ? Entries[^1].Path : Children[^1].LastPath;

    public long Files => IsLeaf ? Entries.Length : Children.Sum(child => child.Files);

    public long Bytes => IsLeaf ? Entries.Sum(entry => entry.Size) : Children.Sum(child => child.Bytes);

    public NodeReference ReferTo(Digest hash) => new(LastPath, hash, Files, Bytes);

    /// <summary>The first entry, or child, that reaches to the path or beyond; as many as there are where none does.</summary>
    public int IndexOf(string path)
    {
        var (low, high) = (0, IsLeaf ? Entries.Length : Children.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (PathOrder.Compare(IsLeaf ? Entries[middle].Path : Children[middle].LastPath, path) < 0) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
