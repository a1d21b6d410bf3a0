using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Athanor.Datasets.Model;
using Athanor.Datasets.Names;
using Athanor.Datasets.Trees;
using Athanor.Foundation.Databases;
using Athanor.Objects;
using Athanor.Objects.Blobs;
using Athanor.Objects.Keyspaces;
using Athanor.Objects.Model;

namespace Athanor.Datasets.Versions;

/// <summary>Reads a commit: its files, and their bytes. The objects that hold them are looked up once, as long as there are not too many.</summary>
internal sealed class VersionReader(IDatabase database, ObjectStore objects, NodeCache cache, Dataset dataset, Commit commit)
{
    private const int ReadAtOnce = 2000;
    private const int MaximumContents = 10_000;

    private readonly ConcurrentDictionary<string, StoredObject> _contents = new();
    private Bucket? _bucket;

    public Commit Commit => commit;

    /// <summary>All files, in the order of their paths.</summary>
    public async IAsyncEnumerable<TreeEntry> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        for (string from = "", behind = ""; ;)
        {
            var (start, last) = (from, behind);
            var batch = await database.ReadAsync(session => TreeReader.From(NodesOf(session), commit.Root, start).SkipWhile(entry => entry.Path == last).Take(ReadAtOnce).ToList(), cancellation);
            foreach (var entry in batch) yield return entry;
            if (batch.Count < ReadAtOnce) yield break;
            from = behind = batch[^1].Path;
        }
    }

    public Task<TreeEntry?> FindAsync(string path, CancellationToken cancellation) => database.ReadAsync(session => TreeReader.Find(NodesOf(session), commit.Root, path), cancellation);

    /// <summary>Writes a range of a file. Bytes that are not those that were stored are an exception, and never leave.</summary>
    public async Task CopyToAsync(TreeEntry entry, long offset, long length, PipeWriter target, CancellationToken cancellation)
    {
        for (var isAgain = false; ; isAgain = true)
        {
            var (bucket, found) = await FindContentAsync(entry, cancellation);
            try
            {
                await objects.CopyToAsync(bucket, FileDescription.Describe(FileAddress.KeyOf(commit.Id, entry.Path), entry, found), offset, length, target, cancellation);
                return;
            }
            catch (MissingBlobException) when (!isAgain)
            {
                // Packed anew since it was looked up: it is missing before its first byte.
                _contents.TryRemove(entry.Content, out _);
            }
        }
    }

    private async ValueTask<(Bucket Bucket, FoundContent Content)> FindContentAsync(TreeEntry entry, CancellationToken cancellation)
    {
        if (_bucket is { } known && _contents.TryGetValue(entry.Content, out var content)) return (known, new(content, entry.Offset));

        var (bucket, found) = await database.ReadAsync(
            session => KeyspaceContent.FindBucket(session, dataset.Name) is { } bucket ? (bucket, FoundContent.Find(session, dataset, bucket, entry)) : (null, null), cancellation);
        if (bucket is null || found is null) throw new InvalidDataException($"The dataset '{dataset.Name}' has lost the bytes of {entry.Path}.");
        if (_contents.Count >= MaximumContents) _contents.Clear();
        if (found.Object.Key == entry.Content) _contents[entry.Content] = found.Object;
        _bucket = bucket;
        return (bucket, found);
    }

    private StoredNodes NodesOf(ReadSession session) => new(session, dataset, cache);
}
