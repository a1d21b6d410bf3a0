using Athanor.Access.Authorization;
using Athanor.Datasets.Model;
using Athanor.Datasets.Names;
using Athanor.Datasets.Trees;
using Athanor.Datasets.Versions;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Paging;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets;

/// <summary>Commits: making them from what changed, merging and reverting them, and looking back at them. Each change is one transaction.</summary>
public sealed class DatasetHistory
{
    private const int MaximumConflicts = 1000;

    private readonly IDatabase _database;
    private readonly NodeCache _cache;
    private readonly DatasetChecks _checks;
    private readonly DatasetsMetrics _metrics;
    private readonly TimeProvider _clock;

    internal DatasetHistory(IDatabase database, NodeCache cache, DatasetChecks checks, DatasetsMetrics metrics, TimeProvider clock) =>
        (_database, _cache, _checks, _metrics, _clock) = (database, cache, checks, metrics, clock);

    /// <summary>The commit and all before it, the latest first.</summary>
    public Task<Page<Commit>> LogAsync(Dataset dataset, string reference, string after, int limit, CancellationToken cancellation) => _database.ReadAsync(
        session =>
        {
            var commits = Revision.Get(session, dataset, reference) is { Branch: { Head: null } } ? [] : Ancestry.Of(session, dataset, Revision.GetCommit(session, dataset, reference));
            if (after.Length > 0) commits = commits.SkipWhile(commit => commit.Id != after).Skip(1);
            return Pages.Cut([.. commits.Take(limit + 1)], limit, commit => commit.Id);
        },
        cancellation);

    /// <summary>Everything that was written to the branch becomes a commit.</summary>
    public Task<Commit> CommitAsync(Caller caller, Dataset dataset, RefName branch, CommitNote note, CancellationToken cancellation) => CommitToAsync(
        caller,
        dataset,
        branch,
        writing =>
        {
            writing.DemandProtectionOf(caller);
            var root = writing.Fold();
            if (!TreeDiff.Between(writing.Nodes, writing.Head?.Root, root).Any()) throw new ProblemException(DatasetsProblems.NothingToCommit(branch.Value));
            return writing.Draft(caller.Actor, note, root, writing.Head is { } head ? [head] : []);
        },
        cancellation);

    /// <summary>Brings to the branch what another version has and it has not. Where both changed the same file, one is preferred or nothing happens.</summary>
    public Task<Commit> MergeAsync(Caller caller, Dataset dataset, string source, RefName branch, Preference preference, CommitNote? note, CancellationToken cancellation) => CommitToAsync(
        caller,
        dataset,
        branch,
        writing =>
        {
            writing.DemandProtectionOf(caller);
            writing.DemandClean();
            var theirs = Revision.GetCommit(writing.Session, dataset, source);
            var origin = writing.Head is { } head ? Ancestry.CommonAncestor(writing.Session, dataset, head, theirs) : null;
            if (origin?.Id == theirs.Id) throw new ProblemException(DatasetsProblems.NothingToMerge(source, branch.Value));

            var root = Merge(writing, origin?.Root, theirs.Root, preference, source);
            return writing.Draft(caller.Actor, note ?? new($"Merge {source} into {branch}"), root, writing.Head is { } ours ? [ours, theirs] : [theirs]);
        },
        cancellation);

    /// <summary>Undoes on the branch what a commit did, with a commit of its own; of a merge, what it did to its first parent unless another is named.</summary>
    public Task<Commit> RevertAsync(Caller caller, Dataset dataset, RefName branch, string reference, int? parent, CommitNote? note, CancellationToken cancellation) => CommitToAsync(
        caller,
        dataset,
        branch,
        writing =>
        {
            writing.DemandProtectionOf(caller);
            writing.DemandClean();
            var reverted = Revision.GetCommit(writing.Session, dataset, reference);
            if (parent is { } number && (number < 1 || number > reverted.Parents.Count)) throw new ProblemException(DatasetsProblems.NoSuchParent(reverted.Id, number));
            var before = reverted.Parents.ElementAtOrDefault((parent ?? 1) - 1) is { } id ? DatasetsDatabase.FindCommit(writing.Session, dataset.Id, id) : null;

            var root = Merge(writing, reverted.Root, before?.Root, Preference.None, $"{reverted.Id[..12]} undone");
            if (root == writing.Head?.Root) throw new ProblemException(DatasetsProblems.NothingToCommit(branch.Value));
            return writing.Draft(caller.Actor, note ?? CommitNote.Shortened($"Revert {reverted.Id[..12]}: {reverted.Message}"), root, writing.Head is { } head ? [head] : []);
        },
        cancellation);

    /// <summary>Drops what was written under a prefix and not committed; the empty prefix is all of it.</summary>
    public Task ResetAsync(Caller caller, Dataset dataset, RefName branch, string prefix, CancellationToken cancellation) => WriteAsync(
        dataset,
        branch,
        writing =>
        {
            writing.DemandUnprotected();
            var root = writing.Fold();
            var undone = TreeDiff.Between(writing.Nodes, writing.Head?.Root, root).Where(one => one.Path.StartsWith(prefix, StringComparison.Ordinal)).Select(one => new TreeChange(one.Path, one.Before)).ToList();
            WorkingTree.Replace(writing.Session, writing.Branch, writing.Branch.Head, TreeEditor.Apply(writing.Nodes, dataset.Rule, root, undone));
            writing.Record(caller.Actor, "branch.reset", writing.Branch.Head);
            return true;
        },
        cancellation);

    /// <summary>The branch stands at this commit from now on, and what was not committed is dropped.</summary>
    public Task MoveAsync(Caller caller, Dataset dataset, RefName branch, string reference, CancellationToken cancellation) => WriteAsync(
        dataset,
        branch,
        writing =>
        {
            writing.DemandUnprotected();
            var commit = Revision.GetCommit(writing.Session, dataset, reference);
            WorkingTree.Replace(writing.Session, writing.Branch, commit.Id, commit.Root);
            writing.Record(caller.Actor, "branch.moved", commit.Id);
            return true;
        },
        cancellation);

    private static Digest? Merge(BranchWriting writing, Digest? origin, Digest? theirs, Preference preference, string source)
    {
        var (changes, conflicts) = TreeMerge.Decide(writing.Nodes, origin, writing.Head?.Root, theirs, preference, MaximumConflicts);
        if (conflicts.Count > 0) throw new ProblemException(DatasetsProblems.MergeConflict(source, writing.Branch.Name, conflicts));
        return TreeEditor.Apply(writing.Nodes, writing.Dataset.Rule, writing.Head?.Root, changes);
    }

    private async Task<Commit> CommitToAsync(Caller caller, Dataset dataset, RefName branch, Func<BranchWriting, Commit> draft, CancellationToken cancellation)
    {
        var commit = await DraftAndAdoptAsync(caller, dataset, branch, draft, cancellation);
        _metrics.Committed(dataset);
        return commit;
    }

    /// <summary>
    /// Where the branch is protected, the commit is drafted first and held against the checks it declares, which may take long; then the
    /// branch moves to it, if nobody else has moved it meanwhile. What was found is kept with the draft either way.
    /// </summary>
    private async Task<Commit> DraftAndAdoptAsync(Caller caller, Dataset dataset, RefName branch, Func<BranchWriting, Commit> draft, CancellationToken cancellation)
    {
        var (drafted, version, isProtected) = await WriteAsync(
            dataset,
            branch,
            writing =>
            {
                var commit = draft(writing);
                if (writing.Branch.Protection is null) writing.Adopt(caller.Actor, commit, writing.Branch.Version);
                return (commit, writing.Branch.Version, writing.Branch.Protection is not null);
            },
            cancellation);
        if (!isProtected) return drafted;

        if (await _checks.RunAsync(caller.Actor, dataset, drafted, cancellation) is { Passed: false } report) throw new ProblemException(DatasetsProblems.ChecksFailed(dataset.Name, branch.Value, drafted.Id, report));
        return await WriteAsync(dataset, branch, writing => writing.Adopt(caller.Actor, drafted, version), cancellation);
    }

    private Task<T> WriteAsync<T>(Dataset dataset, RefName branch, Func<BranchWriting, T> change, CancellationToken cancellation) => _database.WriteAsync(
        session =>
        {
            var current = DatasetRefs.Current(session, dataset);
            return change(new(session, current, DatasetRefs.Get(session, current, branch.Value), new StoredNodes(session, current, _cache), _clock));
        },
        cancellation);
}
