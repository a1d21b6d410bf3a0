using Athanor.Access.Authorization;
using Athanor.Datasets.Importing;
using Athanor.Datasets.Model;
using Athanor.Datasets.Names;
using Athanor.Datasets.Paths;
using Athanor.Datasets.Tars;
using Athanor.Datasets.Trees;
using Athanor.Datasets.Versions;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Problems;
using Athanor.Objects;
using Athanor.Objects.Blobs;
using Athanor.Objects.Keyspaces;
using Athanor.Objects.Model;

namespace Athanor.Datasets;

/// <summary>
/// Many files at once. They come as a tar, which is kept as it came: one object holds all of them, and the branch's tree says where each
/// one lies in it. So a thousand small files cost one write to disk and one transaction.
/// </summary>
public sealed class DatasetImports
{
    public const long MaximumBody = 64L << 30;
    public const int MaximumRemoved = 10_000;

    private readonly IDatabase _database;
    private readonly ObjectStore _objects;
    private readonly NodeCache _cache;
    private readonly DatasetsMetrics _metrics;
    private readonly TimeProvider _clock;

    internal DatasetImports(IDatabase database, ObjectStore objects, NodeCache cache, DatasetsMetrics metrics, TimeProvider clock) =>
        (_database, _objects, _cache, _metrics, _clock) = (database, objects, cache, metrics, clock);

    /// <summary>Writes the files of a tar to the branch, all of them or none. Those that are there already stay as they are.</summary>
    public async Task<ImportOutcome> ImportAsync(Caller caller, Dataset dataset, RefName branch, string prefix, Stream tar, long? length, CancellationToken cancellation)
    {
        if (prefix.Length > 0) EntryPath.Parse(prefix);
        var bucket = await _database.ReadAsync(session => Open(session, dataset, branch), cancellation);

        using var files = new ImportedFiles(prefix);
        await using var scanned = new ScannedTar(tar, new TarScan(files));
        var (blob, headers) = await _objects.ReceiveAsync(bucket, scanned, length, cancellation);
        using (blob)
        {
            var outcome = await _database.WriteAsync(session => Write(session, caller.Actor, dataset, branch, files.All, new(blob.Reference, scanned.Count, PackedBytes.Write(headers, files.All.Sum(file => file.Size)))), cancellation);
            _objects.ReclaimSpace();
            _metrics.Imported(dataset, outcome);
            return outcome;
        }
    }

    /// <summary>Removes files from the branch; those that are not there are no error.</summary>
    public Task<ImportOutcome> RemoveAsync(Caller caller, Dataset dataset, RefName branch, IReadOnlyCollection<string> paths, CancellationToken cancellation)
    {
        if (paths.Count > MaximumRemoved) throw new ProblemException(DatasetsProblems.TooManyFiles(MaximumRemoved));
        return _database.WriteAsync(
            session =>
            {
                var (current, found, nodes) = Begin(session, dataset, branch);
                var present = paths.Distinct().Order(PathOrder.Comparer).Select(path => WorkingTree.Find(session, nodes, found, path)).OfType<TreeEntry>().ToList();
                if (present.Count > 0) WorkingTree.Write(session, nodes, current, found, [.. present.Select(entry => TreeChange.Remove(entry.Path))]);
                if (present.Count > 0) Record(session, caller.Actor, "dataset.files-removed", current, found, new Subject("branch", $"{current.Name}/{found.Name}"), present.Count, present.Sum(entry => entry.Size));
                return OutcomeOf(present.Count, present.Sum(entry => entry.Size), found);
            },
            cancellation);
    }

    private ImportOutcome Write(WriteSession session, string actor, Dataset dataset, RefName branch, IReadOnlyCollection<ImportedFile> files, ImportedContent content)
    {
        var (current, found, nodes) = Begin(session, dataset, branch);
        var changed = files.Where(file => WorkingTree.Find(session, nodes, found, file.Path)?.Digest != file.Digest).ToList();
        if (changed.Count == 0)
        {
            KeyspaceContent.Discard(session, content.Blob);
            return OutcomeOf(0, 0, found);
        }

        var key = ContentKey.Create(current.Epoch, _clock);
        KeyspaceContent.PutWithinQuotas(session, KeyspaceContent.FindBucket(session, current.Name)!, KeyspaceContent.Describe(key, content.Size, content.Blob, content.Headers, _clock.GetUtcNow()));
        WorkingTree.Write(session, nodes, current, found, [.. changed.Select(file => TreeChange.Put(file.In(key)))]);

        var import = new Subject("import", $"{current.Name}/{key}");
        TreesDatabase.AddImport(session, found.Id, import);
        Record(session, actor, "dataset.imported", current, found, import, changed.Count, changed.Sum(file => file.Size));
        return OutcomeOf(changed.Count, changed.Sum(file => file.Size), found);
    }

    private (Dataset Dataset, Branch Branch, StoredNodes Nodes) Begin(WriteSession session, Dataset dataset, RefName branch)
    {
        var current = DatasetRefs.Current(session, dataset);
        var found = DatasetRefs.Get(session, current, branch.Value);
        if (found.Protection is not null) throw new ProblemException(DatasetsProblems.Protected(found.Name));
        return (current, found, new(session, current, _cache));
    }

    // Refused before the first byte is sent, where that is possible; asked again when all of them are there.
    private static Bucket Open(ReadSession session, Dataset dataset, RefName branch)
    {
        if (DatasetRefs.Get(session, dataset, branch.Value).Protection is not null) throw new ProblemException(DatasetsProblems.Protected(branch.Value));
        return KeyspaceContent.FindBucket(session, dataset.Name) ?? throw new ProblemException(DatasetsProblems.UnknownDataset(dataset.Name));
    }

    // Where nothing changed the version stays, so that a second import of the same files leaves no trace.
    private static ImportOutcome OutcomeOf(long files, long bytes, Branch before) => new(files, bytes, before.Version, before.Version + (files > 0 ? 1 : 0));

    private static void Record(WriteSession session, string actor, string verb, Dataset dataset, Branch branch, Subject subject, long files, long bytes)
    {
        var fact = DatasetDirectory.FactOf(actor, verb, dataset);
        (fact.Details["branch"], fact.Details["files"], fact.Details["bytes"]) = (branch.Name, files, bytes);
        session.Record(fact with { Subject = subject, Parents = [new("dataset", dataset.Name)] });
    }

    private sealed record ImportedContent(BlobReference Blob, long Size, ObjectHeaders Headers);
}
