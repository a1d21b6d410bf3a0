using System.IO.Pipelines;
using Athanor.Datasets.Importing;
using Athanor.Datasets.Model;
using Athanor.Datasets.Versions;
using Athanor.Foundation.Databases;
using Athanor.Objects;
using Athanor.Objects.Keyspaces;
using Athanor.Objects.Model;

namespace Athanor.Datasets.Collecting;

/// <summary>
/// Packs an object anew with only those of its files that kept versions reach. Trees go on naming the old place, and a row per file says where
/// it lies now; the old object goes in the transaction in which those rows come.
/// </summary>
internal sealed class Repacking(IDatabase database, ObjectStore objects, TimeProvider clock)
{
    /// <summary>Where less than half of an object is reached, copying that half is worth it; but not for a few bytes.</summary>
    public static bool IsWorthIt(StoredObject content, long reached, long smallestGain) => PackedBytes.Read(content) - reached is var gain && gain >= smallestGain && gain > reached;

    public async Task RunAsync(Dataset dataset, StoredObject content, Marks marks, CancellationToken cancellation)
    {
        if (await database.ReadAsync(session => KeyspaceContent.FindBucket(session, dataset.Name), cancellation) is not { } bucket) return;
        var files = marks.FilesOf(content.Key);
        var pipe = new Pipe();
        var reading = ReadAsync(bucket, content, files, pipe.Writer, cancellation);
        try
        {
            await using var stream = pipe.Reader.AsStream(leaveOpen: true);
            var size = files.Sum(file => file.Size);
            var (blob, headers) = await objects.ReceiveAsync(bucket, stream, size, cancellation);
            using (blob) await database.WriteAsync(session => Replace(session, dataset, content, files, key => KeyspaceContent.Describe(key, size, blob.Reference, PackedBytes.Write(headers, size), clock.GetUtcNow())), cancellation);
        }
        finally
        {
            await pipe.Reader.CompleteAsync();
            await reading;
        }
    }

    private void Replace(WriteSession session, Dataset dataset, StoredObject content, IReadOnlyList<(long Offset, long Size)> files, Func<string, StoredObject> describe)
    {
        var packed = describe(ContentKey.Create(DatasetRefs.Current(session, dataset).Epoch, clock));
        if (KeyspaceContent.FindBucket(session, dataset.Name) is not { } bucket || KeyspaceContent.Find(session, bucket, content.Key) is null)
        {
            KeyspaceContent.Discard(session, packed.Blobs[0]);
            return;
        }
        KeyspaceContent.Put(session, bucket, packed);
        var places = new Dictionary<long, ContentPlace>();
        var begins = 0L;
        foreach (var (offset, size) in files)
        {
            places[offset] = new(packed.Key, begins);
            begins += size;
        }
        foreach (var move in MovesDatabase.ListTo(session, dataset.Id, content.Key))
            if (places.TryGetValue(move.To.Offset, out var place)) MovesDatabase.Set(session, dataset.Id, move with { To = place });
        foreach (var (offset, place) in places) MovesDatabase.Set(session, dataset.Id, new(new(content.Key, offset), place));
        KeyspaceContent.Remove(session, bucket, content.Key);
    }

    private async Task ReadAsync(Bucket bucket, StoredObject content, IReadOnlyList<(long Offset, long Size)> files, PipeWriter target, CancellationToken cancellation)
    {
        Exception? failure = null;
        try
        {
            foreach (var (offset, size) in files) await objects.CopyToAsync(bucket, content, offset, size, target, cancellation);
        }
        catch (Exception reason)
        {
            // Whoever takes the bytes to disk reads them from the pipe, and fails by it.
            failure = reason;
        }
        await target.CompleteAsync(failure);
    }
}
