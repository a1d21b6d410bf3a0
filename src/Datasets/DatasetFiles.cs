using System.Runtime.CompilerServices;
using Athanor.Datasets.Model;
using Athanor.Datasets.Trees;
using Athanor.Datasets.Versions;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Paging;
using Athanor.Objects.Versions;

namespace Athanor.Datasets;

/// <summary>What files a version has, and what differs between versions.</summary>
public sealed class DatasetFiles
{
    private const int ReadAtOnce = 2000;

    private readonly IDatabase _database;
    private readonly NodeCache _cache;

    internal DatasetFiles(IDatabase database, NodeCache cache) => (_database, _cache) = (database, cache);

    /// <summary>Files under a prefix; with a delimiter, those behind it are gathered into folders.</summary>
    public Task<FilesPage> ListAsync(Dataset dataset, string reference, string prefix, string delimiter, string after, int limit, CancellationToken cancellation) => _database.ReadAsync(
        session =>
        {
            var (nodes, revision) = (NodesOf(session, dataset), Revision.Get(session, dataset, reference));
            var folders = new List<string>();
            var files = new List<DatasetFile>();
            var last = "";
            for (var from = StartOf(prefix, delimiter, after); from is not null;)
            {
                string? skipTo = null;
                foreach (var entry in revision.ListFiles(session, nodes, from).SkipWhile(entry => entry.Path == after).TakeWhile(entry => entry.Path.StartsWith(prefix, StringComparison.Ordinal)))
                {
                    if (files.Count + folders.Count == limit) return new FilesPage(files, folders, last);
                    if (Listing.CommonPrefixOf(entry.Path, prefix, delimiter) is { } folder)
                    {
                        folders.Add(last = folder);
                        skipTo = KeyRange.EndOf(folder);
                        break;
                    }
                    files.Add(DatasetFile.Of(entry));
                    last = entry.Path;
                }
                from = skipTo;
            }
            return new FilesPage(files, folders, null);
        },
        cancellation);

    /// <summary>All files under a prefix, a batch at a time, so that no list of any length is ever in memory.</summary>
    public async IAsyncEnumerable<IReadOnlyList<DatasetFile>> ReadAllAsync(Dataset dataset, string reference, string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // A branch may move while it is read; each batch is of one moment.
        for (var (from, isFirst) = (prefix, true); ; isFirst = false)
        {
            var start = from;
            var skipsStart = !isFirst;
            var batch = await _database.ReadAsync(
                session => Revision.Get(session, dataset, reference).ListFiles(session, NodesOf(session, dataset), start)
                    .SkipWhile(entry => skipsStart && entry.Path == start)
                    .TakeWhile(entry => entry.Path.StartsWith(prefix, StringComparison.Ordinal))
                    .Take(ReadAtOnce)
                    .Select(DatasetFile.Of)
                    .ToList(),
                cancellation);
            if (batch.Count > 0) yield return batch;
            if (batch.Count < ReadAtOnce) yield break;
            from = batch[^1].Path;
        }
    }

    public Task<DatasetFile?> FindAsync(Dataset dataset, string reference, string path, CancellationToken cancellation) => _database.ReadAsync(
        session => Revision.Get(session, dataset, reference).FindFile(session, NodesOf(session, dataset), path) is { } entry ? DatasetFile.Of(entry) : null, cancellation);

    /// <summary>What differs between two commits, in the order of paths.</summary>
    public Task<Page<FileChange>> CompareAsync(Dataset dataset, string from, string to, string prefix, string after, int limit, CancellationToken cancellation) => _database.ReadAsync(
        session => Cut(NodesOf(session, dataset), Revision.GetCommit(session, dataset, from).Root, Revision.GetCommit(session, dataset, to).Root, prefix, after, limit), cancellation);

    /// <summary>What differs between a commit and the one it was made on; the first has all its files added.</summary>
    public Task<Page<FileChange>> CompareWithParentAsync(Dataset dataset, string reference, string prefix, string after, int limit, CancellationToken cancellation) => _database.ReadAsync(
        session =>
        {
            var commit = Revision.GetCommit(session, dataset, reference);
            var parent = commit.Parents.Count > 0 ? DatasetsDatabase.FindCommit(session, dataset.Id, commit.Parents[0]) : null;
            return Cut(NodesOf(session, dataset), parent?.Root, commit.Root, prefix, after, limit);
        },
        cancellation);

    /// <summary>What was written to a branch since its last commit.</summary>
    public Task<Page<FileChange>> ListChangesAsync(Dataset dataset, string branch, string prefix, string after, int limit, CancellationToken cancellation) => _database.ReadAsync(
        session =>
        {
            var (nodes, found) = (NodesOf(session, dataset), DatasetRefs.Get(session, dataset, branch));
            return Cut(nodes, Revision.HeadOf(session, dataset, found)?.Root, WorkingTree.Fold(session, nodes, dataset, found), prefix, after, limit);
        },
        cancellation);

    private ScratchNodes NodesOf(ReadSession session, Dataset dataset) => new(new StoredNodes(session, dataset, _cache));

    private static Page<FileChange> Cut(INodes nodes, Digest? before, Digest? after, string prefix, string behind, int limit)
    {
        var start = PathOrder.Compare(behind, prefix) >= 0 ? behind : JustBefore(prefix);
        var changes = TreeDiff.Between(nodes, before, after, start.Length == 0 ? null : start)
            .SkipWhile(one => PathOrder.Compare(one.Path, prefix) < 0)
            .TakeWhile(one => one.Path.StartsWith(prefix, StringComparison.Ordinal));
        return Pages.Cut([.. changes.Take(limit + 1).Select(FileChange.Of)], limit, change => change.Path);
    }

    // The path that is the prefix itself belongs to it: so begin behind one that is shorter, and so comes earlier.
    private static string JustBefore(string prefix)
    {
        if (prefix.Length < 2) return "";
        var shorter = prefix[..^1];
        return char.IsHighSurrogate(shorter[^1]) ? shorter[..^1] : shorter;
    }

    private static string? StartOf(string prefix, string delimiter, string after)
    {
        if (after.Length == 0 || PathOrder.Compare(after, prefix) < 0) return prefix;
        return Listing.CommonPrefixOf(after, prefix, delimiter) is { } folder && folder == after ? KeyRange.EndOf(folder) : after;
    }
}
