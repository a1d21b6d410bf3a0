namespace Athanor.Datasets;

/// <summary>Versioned trees as one would write them down in an afternoon: whole dictionaries, copied. It is the specification that the real ones are held to.</summary>
internal sealed class NaiveDataset
{
    public Dictionary<string, NaiveCommit> Commits { get; } = [];
    public SortedDictionary<string, NaiveBranch> Branches { get; } = new(StringComparer.Ordinal) { ["main"] = new(null, []) };
    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> HeadOf(string branch) => Branches[branch].Head is { } head ? Commits[head].Files : [];

    public bool HasChanges(string branch) => !Same(HeadOf(branch), Branches[branch].Files);

    public void Commit(string branch, string id, Dictionary<string, string> files, params IEnumerable<string?> parents)
    {
        List<string> known = [.. parents.OfType<string>()];
        Commits[id] = new(files, known, known.Count == 0 ? 1 : known.Max(parent => Commits[parent].Generation) + 1);
        Branches[branch] = new(id, new(files));
    }

    /// <summary>What merging gives, or null where it conflicts.</summary>
    public static Dictionary<string, string>? Merge(Dictionary<string, string> origin, Dictionary<string, string> ours, Dictionary<string, string> theirs, string? prefer)
    {
        var merged = new Dictionary<string, string>(ours);
        foreach (var path in origin.Keys.Union(theirs.Keys))
        {
            var (before, mine, other) = (origin.GetValueOrDefault(path), ours.GetValueOrDefault(path), theirs.GetValueOrDefault(path));
            if (before == other || mine == other) continue;
            if (mine != before && prefer is null) return null;
            if (mine != before && prefer == "ours") continue;
            if (other is null) merged.Remove(path);
            else merged[path] = other;
        }
        return merged;
    }

    public string? CommonAncestor(string one, string other) =>
        Ancestors(one).Intersect(Ancestors(other)).OrderByDescending(id => Commits[id].Generation).ThenBy(id => id, StringComparer.Ordinal).FirstOrDefault();

    public HashSet<string> Ancestors(string id)
    {
        var found = new HashSet<string>();
        var waiting = new Stack<string>([id]);
        while (waiting.TryPop(out var next))
            if (found.Add(next)) foreach (var parent in Commits[next].Parents) waiting.Push(parent);
        return found;
    }

    public static bool Same(Dictionary<string, string> one, Dictionary<string, string> other) => one.Count == other.Count && one.All(file => other.GetValueOrDefault(file.Key) == file.Value);
}

internal sealed record NaiveCommit(Dictionary<string, string> Files, List<string> Parents, int Generation);

internal sealed record NaiveBranch(string? Head, Dictionary<string, string> Files);
