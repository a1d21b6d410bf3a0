namespace Athanor.Datasets.Trees;

/// <summary>Whose version a merge takes where both sides changed the same path.</summary>
public enum Preference
{
    /// <summary>Neither: such a path is a conflict.</summary>
    None,

    Ours,
    Theirs,
}

/// <summary>Decides what becomes of ours when what happened between the base and theirs happens to it, too.</summary>
internal static class TreeMerge
{
    public static (List<TreeChange> Changes, List<string> Conflicts) Decide(INodes nodes, Digest? origin, Digest? ours, Digest? theirs, Preference preference, int maximumConflicts)
    {
        var (changes, conflicts) = (new List<TreeChange>(), new List<string>());
        foreach (var (path, before, after) in TreeDiff.Between(nodes, origin, theirs))
        {
            var present = TreeReader.Find(nodes, ours, path);
            if (TreeEntry.MeanSame(present, after)) continue;
            if (TreeEntry.MeanSame(present, before) || preference == Preference.Theirs)
            {
                changes.Add(new(path, after));
            }
            else if (preference == Preference.None)
            {
                conflicts.Add(path);
                if (conflicts.Count == maximumConflicts) break;
            }
        }
        return (changes, conflicts);
    }
}
