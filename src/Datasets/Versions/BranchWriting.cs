using Athanor.Access.Authorization;
using Athanor.Datasets.Model;
using Athanor.Datasets.Trees;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Versions;

/// <summary>One change to a branch, inside its transaction: what is there, what it demands, and how it becomes a commit.</summary>
internal sealed class BranchWriting(WriteSession session, Dataset dataset, Branch branch, INodes nodes, TimeProvider clock)
{
    public WriteSession Session => session;
    public Dataset Dataset => dataset;
    public Branch Branch => branch;
    public INodes Nodes => nodes;

    public Commit? Head { get; } = Revision.HeadOf(session, dataset, branch);

    /// <summary>The branch's tree with all that was written to it.</summary>
    public Digest? Fold() => WorkingTree.Fold(session, nodes, dataset, branch);

    public void DemandClean()
    {
        if (TreeDiff.Between(nodes, Head?.Root, Fold()).Any()) throw new ProblemException(DatasetsProblems.Uncommitted(branch.Name));
    }

    public void DemandUnprotected()
    {
        if (branch.Protection is not null) throw new ProblemException(DatasetsProblems.Protected(branch.Name));
    }

    public void DemandProtectionOf(Caller caller)
    {
        if (branch.Protection is { } role && caller.RoleIn(dataset.Project) < role) throw new ProblemException(DatasetsProblems.RoleNeeded(branch.Name, role));
    }

    public Commit Commit(string actor, CommitNote note, Digest? root, IReadOnlyList<Commit> parents)
    {
        var (files, bytes) = TreeReader.Measure(nodes, root);
        var commit = CommitIdentity.Name(new("", [.. parents.Select(parent => parent.Id)], note.Message, actor, Now(), note.Metadata, files, bytes)
        {
            Generation = parents.Count == 0 ? 1 : parents.Max(parent => parent.Generation) + 1,
            Root = root,
        });
        DatasetsDatabase.AddCommit(session, dataset.Id, commit);
        WorkingTree.Replace(session, branch, commit.Id, root);
        Record(actor, "dataset.committed", commit.Id, [.. commit.Parents.Select(SubjectOf), .. TreesDatabase.TakeImports(session, branch.Id)]);
        return commit;
    }

    public void Record(string actor, string verb, string? commit, IReadOnlyList<Subject>? parents = null)
    {
        var fact = DatasetDirectory.FactOf(actor, verb, dataset);
        if (commit is not null) fact.Details["commit"] = commit;
        fact.Details["branch"] = branch.Name;
        session.Record(fact with
        {
            Subject = parents is null || commit is null ? new Subject("branch", $"{dataset.Name}/{branch.Name}") : SubjectOf(commit),
            Parents = [new("dataset", dataset.Name), .. parents ?? []],
        });
    }

    private Subject SubjectOf(string commit) => new("commit", $"{dataset.Name}/{commit}");

    // Rows keep microseconds, and the id is over what the row keeps.
    private DateTimeOffset Now() => Timestamp.FromMicroseconds(Timestamp.ToMicroseconds(clock.GetUtcNow()));
}
