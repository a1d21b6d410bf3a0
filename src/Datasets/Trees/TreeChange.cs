namespace Athanor.Datasets.Trees;

/// <summary>What is to stand under a path from now on; nothing, where there is no entry.</summary>
internal readonly record struct TreeChange(string Path, TreeEntry? Entry)
{
    public static TreeChange Put(TreeEntry entry) => new(entry.Path, entry);

    public static TreeChange Remove(string path) => new(path, null);
}
