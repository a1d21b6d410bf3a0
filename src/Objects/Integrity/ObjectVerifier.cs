using System.Runtime.CompilerServices;
using Athanor.Foundation.Databases;
using Athanor.Objects.Blobs;
using Athanor.Objects.Model;

namespace Athanor.Objects.Integrity;

/// <summary>
/// Reads every version of every object back from the medium and holds it against all that is known of it: the checksum of each block,
/// its length, its entity tag and the checksums that its client sent. Parts of uploads are read, too.
/// </summary>
public sealed class ObjectVerifier
{
    private const int VersionsPerPage = 256;
    private static readonly TimeSpan TimeBetweenNotes = TimeSpan.FromSeconds(1);

    private readonly IDatabase _database;
    private readonly IBlobStore _blobs;
    private readonly ObjectStore _objects;
    private readonly DamageRegister _damage;
    private readonly TimeProvider _clock;

    internal ObjectVerifier(IDatabase database, IBlobStore blobs, ObjectStore objects, DamageRegister damage, TimeProvider clock) =>
        (_database, _blobs, _objects, _damage, _clock) = (database, blobs, objects, damage, clock);

    /// <summary>Of one bucket, or of all where it is null. The last note says how it ended.</summary>
    public async IAsyncEnumerable<VerifyNote> VerifyAsync(string? bucketName, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (objects, bytes, damaged) = (0L, 0L, 0L);
        var noted = _clock.GetTimestamp();
        foreach (var bucket in await BucketsAsync(bucketName, cancellation))
        {
            await foreach (var (owner, size, finding) in CheckAsync(bucket, cancellation))
            {
                (objects, bytes) = (objects + 1, bytes + size);
                if (finding is not null)
                    yield return new("damaged", objects, bytes, ++damaged) { Bucket = bucket.Name, Key = owner.Key, Version = owner.Version, Finding = finding };
                if (_clock.GetElapsedTime(noted) < TimeBetweenNotes) continue;
                yield return new("progress", objects, bytes, damaged) { Bucket = bucket.Name, Key = owner.Key };
                noted = _clock.GetTimestamp();
            }
        }
        yield return new("done", objects, bytes, damaged);
    }

    private Task<List<Bucket>> BucketsAsync(string? name, CancellationToken cancellation) =>
        _database.ReadAsync(session => name is null ? ObjectsDatabase.ListBuckets(session, projects: null) : ObjectsDatabase.FindBucket(session, name) is { } bucket ? [bucket] : [], cancellation);

    private async IAsyncEnumerable<(BlobOwner Owner, long Size, string? Finding)> CheckAsync(Bucket bucket, [EnumeratorCancellation] CancellationToken cancellation)
    {
        (string Key, long? Recency) from = ("", null);
        while (await _database.ReadAsync(session => ObjectsDatabase.ListVersions(session, bucket.Id, from.Key, from.Recency, end: null, VersionsPerPage), cancellation) is { Count: > 0 } page)
        {
            foreach (var (stored, _) in page.Where(version => !version.Object.IsMarker)) yield return (BlobOwner.Of(bucket.Id, stored), stored.Size, await CheckAsync(bucket, stored, cancellation));
            from = (page[^1].Object.Key, page[^1].Recency);
        }

        (string Key, string Id) after = ("", "");
        while (await _database.ReadAsync(session => UploadsDatabase.List(session, bucket.Id, after.Key, after.Id, end: null, VersionsPerPage), cancellation) is { Count: > 0 } uploads)
        {
            foreach (var upload in uploads)
                foreach (var part in await _database.ReadAsync(session => UploadsDatabase.ListParts(session, upload.Id, 0, MultipartUploads.MaximumParts), cancellation))
                    yield return (BlobOwner.OfPart(upload, part.Number), part.Size, await CheckAsync(part.Blob, cancellation));
            after = (uploads[^1].Key, uploads[^1].Id);
        }
    }

    /// <summary>Null where all is well, or where the version is gone by now.</summary>
    private async Task<string?> CheckAsync(Bucket bucket, StoredObject stored, CancellationToken cancellation)
    {
        foreach (var blob in stored.Blobs)
        {
            if (await CheckAsync(blob, cancellation) is { } finding) return finding;
        }

        // The blobs were whole a moment ago: where one cannot be read now, it was deleted or moved, and its new place is checked as its own.
        // Where the client keeps the key, the seals of the blocks cannot be opened here, and their checksums are all there is.
        if (stored.Headers.Encryption is { IsByCustomer: true }) return null;
        using var content = new ContentCheck(stored);
        try
        {
            await _objects.CopyToAsync(bucket, stored, 0, stored.Size, content.Writer, cancellation);
        }
        catch (MissingBlobException)
        {
            return null;
        }
        if (content.FindDifference() is not { } difference) return null;
        return stored.Blobs.Count == 0 || await _damage.ReportAsync(stored.Blobs[0], difference, cancellation) ? difference : null;
    }

    private async Task<string?> CheckAsync(BlobReference blob, CancellationToken cancellation) =>
        await _blobs.VerifyAsync(blob, cancellation) is { } finding && await _damage.ReportAsync(blob, finding, cancellation) ? finding : null;
}
