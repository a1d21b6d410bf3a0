namespace Athanor.Datasets.Trees;

/// <summary>What stands under a path in one tree and in another; null is nothing.</summary>
internal readonly record struct TreeDifference(string Path, TreeEntry? Before, TreeEntry? After);

/// <summary>Finds what differs between two trees in the order of paths. Nodes that both have are passed by, so that it costs what differs.</summary>
internal static class TreeDiff
{
    public static IEnumerable<TreeDifference> Between(INodes nodes, Digest? before, Digest? after, string? behind = null)
    {
        var (old, now) = (new TreeWalk(nodes, before), new TreeWalk(nodes, after));
        if (behind is not null && before != after)
        {
            old.SkipTo(behind);
            now.SkipTo(behind);
        }
        while (!old.IsAtEnd || !now.IsAtEnd)
        {
            if (old.Node is { } node && node == now.Node)
            {
                old.Skip();
                now.Skip();
            }
            else if (old.Node is not null || now.Node is not null)
            {
                // The higher one first: the other may then be found among its children.
                var (oldLevel, nowLevel) = (old.IsAtEnd ? -1 : old.Level, now.IsAtEnd ? -1 : now.Level);
                if (oldLevel >= nowLevel) old.Open();
                if (nowLevel >= oldLevel) now.Open();
            }
            else if (Next(old, now) is { } difference)
            {
                yield return difference;
            }
        }
    }

    private static TreeDifference? Next(TreeWalk old, TreeWalk now)
    {
        var order = old.IsAtEnd ? 1 : now.IsAtEnd ? -1 : PathOrder.Compare(old.Entry.Path, now.Entry.Path);
        var (before, after) = (order <= 0 ? old.Entry : null, order >= 0 ? now.Entry : null);
        if (order <= 0) old.Skip();
        if (order >= 0) now.Skip();
        return TreeEntry.MeanSame(before, after) ? null : new((before ?? after)!.Path, before, after);
    }
}
