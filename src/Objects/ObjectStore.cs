using System.IO.Pipelines;
using System.Text.Json.Nodes;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Journal;
using Athanor.Objects.Blobs;
using Athanor.Objects.Encryption;
using Athanor.Objects.Keyspaces;
using Athanor.Objects.Model;
using Athanor.Objects.Usage;
using Athanor.Objects.Versions;

namespace Athanor.Objects;

/// <summary>Objects and their versions. Content is on disk before the row that names it; the row is the commit point.</summary>
public sealed class ObjectStore
{
    private static readonly StreamPipeReaderOptions SealedReads = new(bufferSize: SealedLayout.SealedBlockSize, leaveOpen: true);

    private readonly IDatabase _database;
    private readonly IBlobStore _blobs;
    private readonly BlobRemover _remover;
    private readonly TimeProvider _clock;
    private readonly ContentKeys _keys;
    private readonly BucketKeyspaces _keyspaces;

    internal ObjectStore(IDatabase database, IBlobStore blobs, BlobRemover remover, TimeProvider clock, ContentKeys keys, BucketKeyspaces? keyspaces = null) =>
        (_database, _blobs, _remover, _clock, _keys, _keyspaces) = (database, blobs, remover, clock, keys, keyspaces ?? BucketKeyspaces.None);

    public Task<StoredObject?> FindAsync(Bucket bucket, string key, string? version, CancellationToken cancellation) => _database.ReadAsync(
        session => _keyspaces.Find(session, bucket, key, version), cancellation);

    public Task<ListPage> ListAsync(Bucket bucket, string prefix, string delimiter, string after, int limit, CancellationToken cancellation) =>
        _database.ReadAsync(session => Listing.Of((from, isIncluded, end, count) => _keyspaces.List(session, bucket, from, isIncluded, end, count), prefix, delimiter, after, limit), cancellation);

    public Task<VersionsPage> ListVersionsAsync(Bucket bucket, string prefix, string delimiter, string keyMarker, string versionMarker, int limit, CancellationToken cancellation) =>
        _database.ReadAsync(session => VersionListing.Of(session, bucket.Id, prefix, delimiter, keyMarker, versionMarker, limit), cancellation);

    /// <summary>Takes content to disk. It is nobody's until a row names it; hold the answer until then.</summary>
    public Task<PendingBlob> ReceiveAsync(PipeReader content, long? length, CancellationToken cancellation) => _blobs.WriteAsync(content, length, cancellation);

    /// <summary>Takes content to disk sealed, where there is a key to seal it with.</summary>
    internal async Task<PendingBlob> ReceiveAsync(Stream content, long? length, ContentKey? key, CancellationToken cancellation)
    {
        if (key is null) return await ReceiveAsync(PipeReader.Create(content), length, cancellation);
        await using var sealing = new SealingStream(content, key.Bytes.Span);
        return await ReceiveAsync(PipeReader.Create(sealing, SealedReads), length is { } plain ? SealedLayout.SealedLength(plain) : null, cancellation);
    }

    /// <summary>Takes content to disk as the bucket wants it, sealed or not; the headers say how it is to be read.</summary>
    public async Task<(PendingBlob Blob, ObjectHeaders Headers)> ReceiveAsync(Bucket bucket, Stream content, long? length, CancellationToken cancellation)
    {
        var key = bucket.IsEncrypted ? await _keys.CreateAsync(cancellation) : null;
        return (await ReceiveAsync(content, length, key, cancellation), new() { Encryption = key?.Encryption });
    }

    /// <summary>How a new object is to be kept in the bucket: sealed with a key of its own, or as it is.</summary>
    public async Task<ObjectHeaders> DescribeNewAsync(Bucket bucket, CancellationToken cancellation) => new() { Encryption = bucket.IsEncrypted ? (await _keys.CreateAsync(cancellation)).Encryption : null };

    /// <summary>Has the bytes of what was removed taken from disk soon.</summary>
    public void ReclaimSpace() => _remover.Wake();

    /// <summary>Refuses content that a quota will not let in, before the client sends it.</summary>
    public Task RequireRoomAsync(Bucket bucket, long length, CancellationToken cancellation) => _database.ReadAsync(
        session =>
        {
            Quotas.RequireRoom(session, bucket, length);
            return true;
        },
        cancellation);

    /// <summary>
    /// Writes a range of an object, whichever blobs it lies in. Where one of them has moved since the object was found, it is read at its
    /// new place; where the object itself is gone, that is a <see cref="MissingBlobException"/>.
    /// </summary>
    public Task CopyToAsync(Bucket bucket, StoredObject stored, long offset, long length, PipeWriter target, CancellationToken cancellation) =>
        CopyToAsync(bucket, stored, customerKey: null, offset, length, target, cancellation);

    internal async Task CopyToAsync(Bucket bucket, StoredObject stored, CustomerKey? customerKey, long offset, long length, PipeWriter target, CancellationToken cancellation)
    {
        offset += stored.Place?.Offset ?? 0;
        using var reading = stored.Blobs.Count > 1 ? await HoldAsync(bucket, stored, cancellation) : null;
        stored = reading?.Object ?? stored;
        var key = stored.Headers.Encryption is { } encryption ? await _keys.OpenAsync(encryption, customerKey, cancellation) : null;
        for (var index = 0; index < stored.Blobs.Count; index++)
        {
            if (length == 0) return;
            var blob = stored.Blobs[index];
            var size = key is null ? blob.Length : SealedLayout.PlainLength(blob.Length);
            var taken = Math.Min(length, size - offset);
            if (taken > 0)
            {
                try
                {
                    if (key is null) await _blobs.CopyToAsync(blob, offset, taken, target, cancellation);
                    else await SealedReading.CopyToAsync(_blobs, blob, key.Bytes, offset, taken, target, cancellation);
                }
                catch (MissingBlobException)
                {
                    stored = await FindMovedAsync(bucket, stored, index, cancellation) ?? throw new MissingBlobException(blob);
                    index--;
                    continue;
                }
                (offset, length) = (0, length - taken);
            }
            else
            {
                offset -= size;
            }
        }
    }

    /// <summary>Makes received content the object's newest version, if the condition still holds now.</summary>
    public Task<WriteOutcome> PutAsync(string actor, Bucket bucket, string key, ReceivedContent content, ObjectHeaders headers, WriteCondition condition, CancellationToken cancellation) =>
        CommitAsync(actor, bucket, key, condition, (_, current) => NewVersion(current, key, content.Size, content.Md5, [content.Blob], headers with { Checksums = content.Checksums }) with { Digest = content.Digest }, cancellation);

    /// <summary>A new object of the same bytes: blobs are shared, so it costs a row whatever the size.</summary>
    public Task<WriteOutcome> CopyAsync(string actor, Bucket source, StoredObject original, Bucket target, string key, ObjectHeaders headers, WriteCondition condition, CancellationToken cancellation) =>
        CommitAsync(
            actor,
            target,
            key,
            condition,
            (session, current) => _keyspaces.Find(session, source, original.Key, original.Version) is { IsMarker: false } found
                ? NewVersion(current, key, found.Size, found.ETag, found.Blobs, headers) with { Place = found.Place, Digest = found.Digest }
                : null,
            cancellation);

    /// <summary>Null where there is no such version.</summary>
    public Task<StoredObject?> SetTagsAsync(string actor, Bucket bucket, string key, string? version, IReadOnlyDictionary<string, string> tags, CancellationToken cancellation) => _database.WriteAsync(
        session =>
        {
            if (_keyspaces.Find(session, bucket, key, version) is not { IsMarker: false } found) return null;

            var tagged = found with { Headers = found.Headers with { Tags = tags } };
            if (_keyspaces.Of(bucket) is { } keyspace) keyspace.Put(session, bucket, tagged);
            else ObjectsDatabase.ReplaceHeaders(session, bucket.Id, tagged);
            session.Record(FactOf(actor, "object.tagged", bucket, key, tagged.Version));
            return tagged;
        },
        cancellation);

    /// <summary>Hides the object or removes a version of it, as the bucket keeps versions.</summary>
    public async Task<DeleteOutcome> DeleteAsync(string actor, Bucket bucket, string key, string? version, WriteCondition condition, CancellationToken cancellation, bool bypassesGovernance = false)
    {
        var outcome = await _database.WriteAsync(
            session =>
            {
                if (ObjectsDatabase.FindBucket(session, bucket.Name) is not { } current) return DeleteOutcome.Nothing;

                var keeping = new VersionKeeping(session, current);
                var latest = _keyspaces.Find(session, current, key);
                if (!condition.Holds(latest)) return DeleteOutcome.Nothing with { Failure = condition.FailureFor(latest) };
                if (_keyspaces.Of(current) is { } keyspace)
                {
                    if (version is null or StoredObject.NullVersion && keyspace.Remove(session, current, key)) session.Record(FactOf(actor, "object.deleted", current, key, version: null));
                    return DeleteOutcome.Nothing;
                }
                var removal = version is null ? null : keeping.Remove(key, version, _clock.GetUtcNow(), bypassesGovernance);
                if (removal is { IsLocked: true }) return DeleteOutcome.Nothing with { Failure = new WriteOutcome.Locked() };
                var affected = version is null ? keeping.Hide(key, () => NewMarker(current, key)) : removal!.Removed;
                if (affected is not null || (version is null && latest is not null))
                    session.Record(FactOf(actor, version is null && affected is not null ? "object.hidden" : "object.deleted", current, key, affected?.Version ?? version));
                return affected is null ? DeleteOutcome.Nothing : new DeleteOutcome(affected.Version, affected.IsMarker);
            },
            cancellation);
        _remover.Wake();
        return outcome;
    }

    internal static StoredObject NewVersion(Bucket bucket, string key, long size, string etag, IReadOnlyList<BlobReference> blobs, ObjectHeaders headers, DateTimeOffset now, string version) =>
        new(
            key,
            bucket.Versioning == Versioning.Enabled ? version : StoredObject.NullVersion,
            IsMarker: false,
            IsLatest: true,
            size,
            etag,
            now,
            blobs,
            headers with { Lock = LockRules.ForNew(headers.Lock, bucket.Lock, now) });

    internal StoredObject NewMarker(Bucket bucket, string key) => NewVersion(bucket, key, 0, "", [], new()) with { IsMarker = true, Headers = new() };

    internal static Fact FactOf(string actor, string verb, Bucket bucket, string key, string? version)
    {
        var details = new JsonObject();
        if (version is not null) details["version"] = version;
        return new(actor, verb, new Subject("object", $"{bucket.Name}/{key}")) { Project = bucket.Project, Parents = [new("bucket", bucket.Name)], Details = details };
    }

    /// <summary>
    /// Keeps the blobs of an object on disk until its last byte was read: of several, one could go while another is being sent. An
    /// object that is gone by now is missing before its first byte.
    /// </summary>
    private async Task<HeldObject> HoldAsync(Bucket bucket, StoredObject stored, CancellationToken cancellation)
    {
        while (true)
        {
            var holding = new HeldObject(stored, _blobs.Readers.Hold(stored.Blobs), _remover);
            var now = await FindSameAsync(bucket, stored, cancellation);
            if (now is not null && now.Blobs.SequenceEqual(stored.Blobs)) return holding;
            holding.Dispose();
            stored = now ?? throw new MissingBlobException(stored.Blobs[0]);
        }
    }

    /// <summary>The same version where this blob of it lies elsewhere now; null where the blob is lost, or the version another.</summary>
    private async Task<StoredObject?> FindMovedAsync(Bucket bucket, StoredObject stored, int blob, CancellationToken cancellation)
    {
        var now = await FindSameAsync(bucket, stored, cancellation);
        return now is not null && now.Blobs[blob] != stored.Blobs[blob] ? now : null;
    }

    // Versions named "null" replace each other, so the name alone does not tell one from another. Rows hold microseconds.
    private async Task<StoredObject?> FindSameAsync(Bucket bucket, StoredObject stored, CancellationToken cancellation)
    {
        if (stored.Place is { } place)
        {
            // What holds the content of a keyspace has a key of its own, which nothing else ever gets.
            var content = await _database.ReadAsync(session => ObjectsDatabase.FindLatest(session, bucket.Id, place.Key), cancellation);
            return content is null ? null : stored with { Blobs = content.Blobs };
        }
        var now = await _database.ReadAsync(session => ObjectsDatabase.FindVersion(session, bucket.Id, stored.Key, stored.Version), cancellation);
        return now is not null && (now.ETag, Timestamp.ToMicroseconds(now.StoredAt), now.Blobs.Count) == (stored.ETag, Timestamp.ToMicroseconds(stored.StoredAt), stored.Blobs.Count) ? now : null;
    }

    private StoredObject NewVersion(Bucket bucket, string key, long size, string etag, IReadOnlyList<BlobReference> blobs, ObjectHeaders headers) =>
        NewVersion(bucket, key, size, etag, blobs, headers, _clock.GetUtcNow(), Identifier.Create("v", _clock));

    private async Task<WriteOutcome> CommitAsync(
        string actor, Bucket bucket, string key, WriteCondition condition, Func<WriteSession, Bucket, StoredObject?> make, CancellationToken cancellation)
    {
        var outcome = await _database.WriteAsync<WriteOutcome>(
            session =>
            {
                if (ObjectsDatabase.FindBucket(session, bucket.Name) is not { } current || current.Id != bucket.Id) return new WriteOutcome.NoSuchBucket();
                var present = _keyspaces.Find(session, current, key);
                if (!condition.Holds(present)) return condition.FailureFor(present);
                if (make(session, current) is not { } added) return new WriteOutcome.NoSuchKey();

                Quotas.Within(session, current, () => added = _keyspaces.Put(session, current, added));
                session.Record(FactOf(actor, "object.stored", current, key, added.Version));
                return new WriteOutcome.Stored(added);
            },
            cancellation);
        _remover.Wake();
        return outcome;
    }
}
