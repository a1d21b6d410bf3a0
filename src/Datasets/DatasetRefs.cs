using System.Text.Json.Nodes;
using Athanor.Access.Authorization;
using Athanor.Datasets.Model;
using Athanor.Datasets.Names;
using Athanor.Datasets.Trees;
using Athanor.Datasets.Versions;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Journal;
using Athanor.Foundation.Paging;
using Athanor.Foundation.Problems;
using Athanor.Objects.Keyspaces;

namespace Athanor.Datasets;

/// <summary>Branches and tags: the names by which versions are found.</summary>
public sealed class DatasetRefs
{
    private readonly IDatabase _database;
    private readonly NodeCache _cache;
    private readonly TimeProvider _clock;

    internal DatasetRefs(IDatabase database, NodeCache cache, TimeProvider clock) => (_database, _cache, _clock) = (database, cache, clock);

    public Task<Page<Branch>> ListBranchesAsync(Dataset dataset, string after, int limit, CancellationToken cancellation) =>
        _database.ReadAsync(session => Pages.Cut(DatasetsDatabase.ListBranches(session, dataset.Id, after, limit + 1), limit, branch => branch.Name), cancellation);

    public Task<Branch> GetBranchAsync(Dataset dataset, string name, CancellationToken cancellation) => _database.ReadAsync(session => Get(session, dataset, name), cancellation);

    /// <summary>Whether it has changes that no commit has yet.</summary>
    public Task<bool> HasChangesAsync(Dataset dataset, Branch branch, CancellationToken cancellation) => _database.ReadAsync(
        session =>
        {
            var nodes = new ScratchNodes(new StoredNodes(session, dataset, _cache));
            return TreeDiff.Between(nodes, Revision.HeadOf(session, dataset, branch)?.Root, WorkingTree.Fold(session, nodes, dataset, branch)).Any();
        },
        cancellation);

    /// <summary>The commit that a branch stands at, or a tag or the beginning of an id names.</summary>
    public Task<Commit> GetCommitAsync(Dataset dataset, string reference, CancellationToken cancellation) => _database.ReadAsync(session => Revision.GetCommit(session, dataset, reference), cancellation);

    /// <summary>A branch that begins where another one, a tag or a commit stands, with all that another one has not committed.</summary>
    public Task<Branch> CreateBranchAsync(string actor, Dataset dataset, RefName name, string? from, CancellationToken cancellation) => _database.WriteAsync(
        session =>
        {
            DemandFree(session, dataset, name);
            var origin = Revision.Get(session, dataset, from ?? dataset.DefaultBranch);
            var nodes = new StoredNodes(session, Current(session, dataset), _cache);
            var root = origin.Branch is { } branch ? WorkingTree.Fold(session, nodes, dataset, branch) : origin.Commit!.Root;
            var head = origin.Branch is { } source ? source.Head : origin.Commit!.Id;
            DatasetsDatabase.AddBranch(session, dataset.Id, name.Value, head, root, _clock.GetUtcNow());
            session.Record(FactOf(actor, "branch.created", dataset, name.Value, head));
            return Get(session, dataset, name.Value);
        },
        cancellation);

    public Task RemoveBranchAsync(string actor, Dataset dataset, string name, CancellationToken cancellation) => _database.WriteAsync(
        session =>
        {
            var branch = Get(session, dataset, name);
            if (name == dataset.DefaultBranch) throw new ProblemException(DatasetsProblems.DefaultBranch(name));
            if (branch.Protection is not null) throw new ProblemException(DatasetsProblems.Protected(name));
            TreesDatabase.RemoveChanges(session, branch.Id);
            DatasetsDatabase.RemoveBranch(session, branch.Id);
            session.Record(FactOf(actor, "branch.removed", dataset, name, branch.Head));
        },
        cancellation);

    /// <summary>From now on nobody writes to the branch directly, and this role may merge into it; null ends that.</summary>
    public Task<Branch> ProtectBranchAsync(string actor, Dataset dataset, string name, Role? role, CancellationToken cancellation) => _database.WriteAsync(
        session =>
        {
            DatasetsDatabase.SetProtection(session, Get(session, dataset, name).Id, role);
            var fact = FactOf(actor, role is null ? "branch.unprotected" : "branch.protected", dataset, name, head: null);
            if (role is { } least) fact.Details["role"] = RoleNames.NameOf(least);
            session.Record(fact);
            return Get(session, dataset, name);
        },
        cancellation);

    public Task<Page<Tag>> ListTagsAsync(Dataset dataset, string after, int limit, CancellationToken cancellation) =>
        _database.ReadAsync(session => Pages.Cut(DatasetsDatabase.ListTags(session, dataset.Id, after, limit + 1), limit, tag => tag.Name), cancellation);

    public Task<Tag> CreateTagAsync(string actor, Dataset dataset, RefName name, string reference, CancellationToken cancellation) => _database.WriteAsync(
        session =>
        {
            DemandFree(session, dataset, name);
            var commit = Revision.GetCommit(session, dataset, reference);
            DatasetsDatabase.AddTag(session, dataset.Id, name.Value, commit.Id, _clock.GetUtcNow());
            session.Record(FactOf(actor, "tag.created", dataset, name.Value, commit.Id));
            return DatasetsDatabase.FindTag(session, dataset.Id, name.Value)!;
        },
        cancellation);

    public Task RemoveTagAsync(string actor, Dataset dataset, string name, CancellationToken cancellation) => _database.WriteAsync(
        session =>
        {
            if (!DatasetsDatabase.RemoveTag(session, dataset.Id, name)) throw new ProblemException(DatasetsProblems.UnknownRef(dataset.Name, name));
            session.Record(FactOf(actor, "tag.removed", dataset, name, head: null));
        },
        cancellation);

    public Task<DatasetUsage> MeasureAsync(Dataset dataset, CancellationToken cancellation) => _database.ReadAsync(
        session =>
        {
            var branch = Get(session, dataset, dataset.DefaultBranch);
            var nodes = new ScratchNodes(new StoredNodes(session, dataset, _cache));
            var (files, bytes) = TreeReader.Measure(nodes, WorkingTree.Fold(session, nodes, dataset, branch));
            var (objects, stored) = KeyspaceContent.Measure(session, KeyspaceContent.FindBucket(session, dataset.Name)!);
            var (count, size) = TreesDatabase.MeasureNodes(session, dataset.Id);
            return new DatasetUsage(files, bytes, objects, stored, count, size);
        },
        cancellation);

    internal static Branch Get(ReadSession session, Dataset dataset, string name) =>
        DatasetsDatabase.FindBranch(session, dataset.Id, name) ?? throw new ProblemException(DatasetsProblems.UnknownBranch(dataset.Name, name));

    /// <summary>The dataset as this transaction has it: nodes are written in its present epoch.</summary>
    internal static Dataset Current(ReadSession session, Dataset dataset) => DatasetsDatabase.Find(session, dataset.Id) ?? throw new ProblemException(DatasetsProblems.UnknownDataset(dataset.Name));

    private static void DemandFree(ReadSession session, Dataset dataset, RefName name)
    {
        if (DatasetsDatabase.FindBranch(session, dataset.Id, name.Value) is not null || DatasetsDatabase.FindTag(session, dataset.Id, name.Value) is not null)
            throw new ProblemException(DatasetsProblems.RefTaken(name.Value));
    }

    private static Fact FactOf(string actor, string verb, Dataset dataset, string name, string? head)
    {
        var details = new JsonObject { ["name"] = name };
        if (head is not null) details["commit"] = head;
        return DatasetDirectory.FactOf(actor, verb, dataset) with { Subject = new Subject(verb[..verb.IndexOf('.', StringComparison.Ordinal)], $"{dataset.Name}/{name}"), Parents = [new("dataset", dataset.Name)], Details = details };
    }
}
