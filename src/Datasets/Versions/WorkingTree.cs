using Athanor.Datasets.Model;
using Athanor.Datasets.Trees;
using Athanor.Foundation.Databases;

namespace Athanor.Datasets.Versions;

/// <summary>
/// A branch's files as they are now. Single writes wait beside the tree, a row each, and are put into it together: a tree would otherwise be
/// rewritten for every one of them.
/// </summary>
internal static class WorkingTree
{
    private const int MaximumWaiting = 1024;
    private const int ReadAtOnce = 256;

    public static TreeEntry? Find(ReadSession session, INodes nodes, Branch branch, string path)
    {
        var change = branch.Waiting > 0 ? TreesDatabase.FindChange(session, branch.Id, path) : null;
        return change is { } waiting ? waiting.Entry : TreeReader.Find(nodes, branch.Root, path);
    }

    public static IEnumerable<TreeEntry> From(ReadSession session, INodes nodes, Branch branch, string from)
    {
        var entries = TreeReader.From(nodes, branch.Root, from);
        return branch.Waiting == 0 ? entries : Join(entries, Waiting(session, branch, from));
    }

    /// <summary>Puts a change beside the tree, and all that wait into it once they are many.</summary>
    public static void Write(WriteSession session, INodes nodes, Dataset dataset, Branch branch, TreeChange change)
    {
        var waiting = branch.Waiting + (TreesDatabase.SetChange(session, branch.Id, change) ? 1 : 0);
        if (waiting > MaximumWaiting) Replace(session, branch, branch.Head, Fold(session, nodes, dataset, branch with { Waiting = waiting }));
        else DatasetsDatabase.MoveBranch(session, branch, branch.Head, branch.Root, waiting);
    }

    /// <summary>Puts many changes into the tree at once; they come in the order of paths, each path once.</summary>
    public static void Write(WriteSession session, INodes nodes, Dataset dataset, Branch branch, IReadOnlyList<TreeChange> changes) =>
        Replace(session, branch, branch.Head, TreeEditor.Apply(nodes, dataset.Rule, Fold(session, nodes, dataset, branch), changes));

    /// <summary>The tree that the branch is with all that waits for it.</summary>
    public static Digest? Fold(ReadSession session, INodes nodes, Dataset dataset, Branch branch) =>
        branch.Waiting == 0 ? branch.Root : TreeEditor.Apply(nodes, dataset.Rule, branch.Root, [.. Waiting(session, branch, "")]);

    /// <summary>The branch is this tree from now on, and nothing waits for it.</summary>
    public static void Replace(WriteSession session, Branch branch, string? head, Digest? root)
    {
        TreesDatabase.RemoveChanges(session, branch.Id);
        DatasetsDatabase.MoveBranch(session, branch, head, root, waiting: 0);
    }

    private static IEnumerable<TreeChange> Waiting(ReadSession session, Branch branch, string from)
    {
        for (var next = from; ;)
        {
            var batch = TreesDatabase.ListChanges(session, branch.Id, next, ReadAtOnce);
            foreach (var change in batch) yield return change;
            if (batch.Count < ReadAtOnce) yield break;

            // No path comes between one and the same with a control character behind it, which none may have.
            next = batch[^1].Path + "\u0001";
        }
    }

    private static IEnumerable<TreeEntry> Join(IEnumerable<TreeEntry> entries, IEnumerable<TreeChange> changes)
    {
        using var waiting = changes.GetEnumerator();
        var isWaiting = waiting.MoveNext();
        foreach (var entry in entries)
        {
            var isReplaced = false;
            while (isWaiting && PathOrder.Compare(waiting.Current.Path, entry.Path) is <= 0 and var order)
            {
                if (waiting.Current.Entry is { } change) yield return change;
                isReplaced |= order == 0;
                isWaiting = waiting.MoveNext();
            }
            if (!isReplaced) yield return entry;
        }
        for (; isWaiting; isWaiting = waiting.MoveNext())
            if (waiting.Current.Entry is { } change) yield return change;
    }
}
