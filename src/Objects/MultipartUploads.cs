using Athanor.Foundation.Databases;
using Athanor.Foundation.Identifiers;
using Athanor.Objects.Blobs;
using Athanor.Objects.Keyspaces;
using Athanor.Objects.Model;
using Athanor.Objects.Usage;
using Athanor.Objects.Versions;
using Athanor.Objects.Wire.Documents;

namespace Athanor.Objects;

/// <summary>Objects that arrive in parts. Completing copies nothing: the object is the list of its parts' blobs.</summary>
public sealed class MultipartUploads
{
    public const int MaximumParts = 10_000;

    private readonly IDatabase _database;
    private readonly BlobRemover _remover;
    private readonly TimeProvider _clock;
    private readonly BucketKeyspaces _keyspaces;

    internal MultipartUploads(IDatabase database, BlobRemover remover, TimeProvider clock, BucketKeyspaces? keyspaces = null) =>
        (_database, _remover, _clock, _keyspaces) = (database, remover, clock, keyspaces ?? BucketKeyspaces.None);

    public Task<MultipartUpload> StartAsync(
        string actor, Bucket bucket, string key, ObjectHeaders headers, string? checksumAlgorithm, string? checksumType, CancellationToken cancellation)
    {
        var upload = new MultipartUpload(Identifier.Create("upl", _clock), bucket.Id, key, headers, actor, _clock.GetUtcNow()) { ChecksumAlgorithm = checksumAlgorithm, ChecksumType = checksumType };
        return _database.WriteAsync(
            session =>
            {
                UploadsDatabase.Add(session, upload);
                return upload;
            },
            cancellation);
    }

    public Task<MultipartUpload?> FindAsync(Bucket bucket, string key, string id, CancellationToken cancellation) =>
        _database.ReadAsync(session => UploadsDatabase.Find(session, bucket.Id, key, id), cancellation);

    public Task<UploadsPage> ListAsync(Bucket bucket, string prefix, string delimiter, string keyMarker, string idMarker, int limit, CancellationToken cancellation) =>
        _database.ReadAsync(session => UploadListing.Of(session, bucket.Id, prefix, delimiter, keyMarker, idMarker, limit), cancellation);

    public Task<List<UploadedPart>> ListPartsAsync(MultipartUpload upload, int after, int limit, CancellationToken cancellation) =>
        _database.ReadAsync(session => UploadsDatabase.ListParts(session, upload.Id, after, limit), cancellation);

    /// <summary>Null where the upload has ended meanwhile; the content is then nobody's.</summary>
    public async Task<UploadedPart?> PutPartAsync(Bucket bucket, MultipartUpload upload, int number, ReceivedContent content, CancellationToken cancellation)
    {
        var part = new UploadedPart(number, content.Size, content.Md5, content.Blob, content.Checksums, _clock.GetUtcNow()).WithDigest(content.Digest);
        var stored = await _database.WriteAsync(
            session =>
            {
                if (UploadsDatabase.Find(session, upload.Bucket, upload.Key, upload.Id) is null) return null;
                if (UploadsDatabase.FindPart(session, upload.Id, number) is { } earlier) BlobsDatabase.Drop(session, BlobOwner.OfPart(upload, number), [earlier.Blob]);
                BlobsDatabase.Adopt(session, BlobOwner.OfPart(upload, number), [part.Blob]);
                Quotas.Within(session, bucket, () => UploadsDatabase.SetPart(session, upload.Id, part));
                return part;
            },
            cancellation);
        _remover.Wake();
        return stored;
    }

    /// <summary>Joins the named parts, each known by its tag.</summary>
    public Task<WriteOutcome> CompleteAsync(string actor, Bucket bucket, string key, string id, IReadOnlyList<(int Number, string ETag)> parts, CancellationToken cancellation) =>
        CompleteAsync(actor, bucket, key, id, new Completion([.. parts.Select(part => new CompletedPart(part.Number, part.ETag, null))], WriteCondition.None), cancellation);

    /// <summary>
    /// Joins the named parts into the object. A completion that is sent again because its answer was lost finds the object made, and
    /// succeeds as the first did, for as long as that object is the latest of its key.
    /// </summary>
    internal async Task<WriteOutcome> CompleteAsync(string actor, Bucket bucket, string key, string id, Completion asked, CancellationToken cancellation)
    {
        var outcome = await _database.WriteAsync(session => Complete(session, actor, bucket, key, id, asked), cancellation);
        _remover.Wake();
        return outcome;
    }

    /// <summary>False where there is no such upload any more.</summary>
    public async Task<bool> AbortAsync(MultipartUpload upload, CancellationToken cancellation)
    {
        var wasThere = await _database.WriteAsync(
            session =>
            {
                if (UploadsDatabase.Find(session, upload.Bucket, upload.Key, upload.Id) is null) return false;
                Remove(session, upload);
                return true;
            },
            cancellation);
        _remover.Wake();
        return wasThere;
    }

    private WriteOutcome Complete(WriteSession session, string actor, Bucket bucket, string key, string id, Completion asked)
    {
        if (ObjectsDatabase.FindBucket(session, bucket.Name) is not { } current || current.Id != bucket.Id) return new WriteOutcome.NoSuchBucket();
        var present = _keyspaces.Find(session, current, key);
        if (UploadsDatabase.Find(session, current.Id, key, id) is not { } upload)
            return present?.Headers.UploadId == id && present.ETag == UploadCompletion.ETagOf(asked) ? new WriteOutcome.Stored(present) : new WriteOutcome.NoSuchUpload();

        var all = UploadsDatabase.ListParts(session, upload.Id, 0, MaximumParts).ToDictionary(part => part.Number);
        var completion = new UploadCompletion(upload, all, asked);
        if (completion.FindFault() is { } fault) return fault;
        if (!asked.Condition.Holds(present)) return asked.Condition.FailureFor(present);

        var added = ObjectStore.NewVersion(
            current, key, completion.Size, UploadCompletion.ETagOf(asked)!, [.. completion.Parts.Select(part => part.Blob)], completion.Describe(), _clock.GetUtcNow(), Identifier.Create("v", _clock)) with
        { Digest = completion.Digest };

        // The object owns the parts it is made of before the upload lets go of all it had.
        Quotas.Within(session, current, () =>
        {
            added = _keyspaces.Put(session, current, added);
            LetGo(session, upload, all.Values);
            UploadsDatabase.Remove(session, upload.Id);
        });
        session.Record(ObjectStore.FactOf(actor, "object.stored", current, upload.Key, added.Version));
        return new WriteOutcome.Stored(added);
    }

    internal static void Remove(WriteSession session, MultipartUpload upload)
    {
        LetGo(session, upload, UploadsDatabase.ListParts(session, upload.Id, 0, MaximumParts));
        UploadsDatabase.Remove(session, upload.Id);
    }

    private static void LetGo(WriteSession session, MultipartUpload upload, IEnumerable<UploadedPart> parts)
    {
        foreach (var part in parts) BlobsDatabase.Drop(session, BlobOwner.OfPart(upload, part.Number), [part.Blob]);
    }
}
