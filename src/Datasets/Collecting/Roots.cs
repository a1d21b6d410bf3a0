using Athanor.Datasets.Model;
using Athanor.Datasets.Trees;
using Athanor.Foundation.Databases;

namespace Athanor.Datasets.Collecting;

/// <summary>From where everything is reached that must stay, as one transaction saw it: kept commits, branches, and files that wait to be put into the tree of one.</summary>
internal sealed record Roots(IReadOnlyList<Commit> Commits, IReadOnlyList<Digest?> Branches, IReadOnlyList<TreeEntry> Waiting)
{
    public static Roots Read(ReadSession session, Dataset dataset, IReadOnlyList<Commit> kept)
    {
        var branches = DatasetsDatabase.ListBranches(session, dataset.Id, "", int.MaxValue);
        var waiting = branches.SelectMany(branch => TreesDatabase.ListChanges(session, branch.Id, "", int.MaxValue)).Select(change => change.Entry).OfType<TreeEntry>();
        return new(kept, [.. branches.Select(branch => branch.Root)], [.. waiting]);
    }
}
