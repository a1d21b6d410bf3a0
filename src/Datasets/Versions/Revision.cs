using Athanor.Datasets.Model;
using Athanor.Datasets.Names;
using Athanor.Datasets.Trees;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Versions;

/// <summary>What a name stands for: a branch, with all that was written to it, or the commit that a tag or the beginning of an id names.</summary>
internal sealed record Revision(string Name, Branch? Branch, Commit? Commit)
{
    public static Revision? Find(ReadSession session, Dataset dataset, string name)
    {
        if (DatasetsDatabase.FindBranch(session, dataset.Id, name) is { } branch) return new(name, branch, null);
        return FindUnmoving(session, dataset, name) is { } commit ? new(name, null, commit) : null;
    }

    public static Revision Get(ReadSession session, Dataset dataset, string name) => Find(session, dataset, name) ?? throw new ProblemException(DatasetsProblems.UnknownRef(dataset.Name, name));

    /// <summary>The commit it stands at; that of a branch is its last one, whatever was written since.</summary>
    public static Commit GetCommit(ReadSession session, Dataset dataset, string name)
    {
        var revision = Get(session, dataset, name);
        if (revision.Commit is { } commit) return commit;
        return HeadOf(session, dataset, revision.Branch!) ?? throw new ProblemException(DatasetsProblems.NothingCommitted(name));
    }

    public static Commit? HeadOf(ReadSession session, Dataset dataset, Branch branch) => branch.Head is { } head ? DatasetsDatabase.FindCommit(session, dataset.Id, head) : null;

    public TreeEntry? FindFile(ReadSession session, INodes nodes, string path) =>
        Branch is { } branch ? WorkingTree.Find(session, nodes, branch, path) : TreeReader.Find(nodes, Commit!.Root, path);

    public IEnumerable<TreeEntry> ListFiles(ReadSession session, INodes nodes, string from) =>
        Branch is { } branch ? WorkingTree.From(session, nodes, branch, from) : TreeReader.From(nodes, Commit!.Root, from);

    private static Commit? FindUnmoving(ReadSession session, Dataset dataset, string name)
    {
        if (DatasetsDatabase.FindTag(session, dataset.Id, name) is { } tag) return DatasetsDatabase.FindCommit(session, dataset.Id, tag.Commit);
        if (!RefName.IsCommitPrefix(name)) return null;
        return DatasetsDatabase.FindCommits(session, dataset.Id, name) switch
        {
            [] => null,
            [var commit] => commit,
            _ => throw new ProblemException(DatasetsProblems.AmbiguousCommit(name)),
        };
    }
}
