using Athanor.Datasets.Model;
using Athanor.Foundation.Databases;

namespace Athanor.Datasets.Collecting;

/// <summary>
/// Which commits are kept: all that a branch or a tag reaches, and for a while those that nothing does any more, with all that they came
/// from. Nothing else decides what is collected.
/// </summary>
internal static class KeptCommits
{
    private const int ReadAtOnce = 1000;

    public static (List<Commit> Kept, List<Commit> Expired) Find(ReadSession session, Dataset dataset, DateTimeOffset keptSince)
    {
        var all = All(session, dataset).ToDictionary(commit => commit.Id);
        var heads = Paged(after => DatasetsDatabase.ListBranches(session, dataset.Id, after, ReadAtOnce), branch => branch.Name).Select(branch => branch.Head);
        var tags = Paged(after => DatasetsDatabase.ListTags(session, dataset.Id, after, ReadAtOnce), tag => tag.Name).Select(tag => tag.Commit);
        var recent = all.Values.Where(commit => commit.CreatedAt >= keptSince).Select(commit => commit.Id);

        var kept = new HashSet<string>();
        var waiting = new Stack<string>(heads.OfType<string>().Concat(tags).Concat(recent));
        while (waiting.TryPop(out var id))
        {
            if (!all.TryGetValue(id, out var commit) || !kept.Add(id)) continue;
            foreach (var parent in commit.Parents) waiting.Push(parent);
        }
        return ([.. all.Values.Where(commit => kept.Contains(commit.Id))], [.. all.Values.Where(commit => !kept.Contains(commit.Id))]);
    }

    private static IEnumerable<Commit> All(ReadSession session, Dataset dataset) => Paged(after => DatasetsDatabase.ListCommits(session, dataset.Id, after, ReadAtOnce), commit => commit.Id);

    private static IEnumerable<T> Paged<T>(Func<string, List<T>> read, Func<T, string> keyOf)
    {
        for (var after = ""; ;)
        {
            var page = read(after);
            foreach (var item in page) yield return item;
            if (page.Count < ReadAtOnce) yield break;
            after = keyOf(page[^1]);
        }
    }
}
