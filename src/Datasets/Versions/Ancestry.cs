using Athanor.Datasets.Model;
using Athanor.Foundation.Databases;

namespace Athanor.Datasets.Versions;

/// <summary>The ways through the history. A commit's generation is above that of all its ancestors, so the highest first meets none too early.</summary>
internal static class Ancestry
{
    private static readonly Comparer<(long Generation, string Id)> Order =
        Comparer<(long Generation, string Id)>.Create((one, other) => one.Generation != other.Generation ? one.Generation.CompareTo(other.Generation) : string.CompareOrdinal(one.Id, other.Id));

    /// <summary>The commit and all before it, latest generations first.</summary>
    public static IEnumerable<Commit> Of(ReadSession session, Dataset dataset, Commit head)
    {
        var (waiting, seen) = (new PriorityQueue<Commit, (long, string)>(Order), new HashSet<string> { head.Id });
        waiting.Enqueue(head, (-head.Generation, head.Id));
        while (waiting.TryDequeue(out var commit, out _))
        {
            yield return commit;
            foreach (var parent in commit.Parents)
                if (seen.Add(parent) && DatasetsDatabase.FindCommit(session, dataset.Id, parent) is { } found) waiting.Enqueue(found, (-found.Generation, found.Id));
        }
    }

    /// <summary>The latest commit that both come from, and the first by its id of several; null where they have none in common.</summary>
    public static Commit? CommonAncestor(ReadSession session, Dataset dataset, Commit one, Commit other)
    {
        using var first = Of(session, dataset, one).GetEnumerator();
        using var second = Of(session, dataset, other).GetEnumerator();
        var areBothThere = first.MoveNext() & second.MoveNext();
        while (areBothThere)
        {
            var (left, right) = (first.Current, second.Current);
            if (left.Id == right.Id) return left;
            areBothThere = Order.Compare((-left.Generation, left.Id), (-right.Generation, right.Id)) < 0 ? first.MoveNext() : second.MoveNext();
        }
        return null;
    }
}
