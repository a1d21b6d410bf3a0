using System.Security.Cryptography;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Identifiers;
using Athanor.Objects.Blobs;
using Athanor.Objects.Model;
using Athanor.Objects.Usage;
using Athanor.Objects.Versions;

namespace Athanor.Objects;

/// <summary>Objects that arrive in parts. Completing copies nothing: the object is the list of its parts' blobs.</summary>
public sealed class MultipartUploads
{
    public const int MaximumParts = 10_000;
    private const long SmallestPart = 5L << 20;

    private readonly IDatabase _database;
    private readonly BlobRemover _remover;
    private readonly TimeProvider _clock;

    internal MultipartUploads(IDatabase database, BlobRemover remover, TimeProvider clock) => (_database, _remover, _clock) = (database, remover, clock);

    public Task<MultipartUpload> StartAsync(string actor, Bucket bucket, string key, ObjectHeaders headers, CancellationToken cancellation)
    {
        var upload = new MultipartUpload(Identifier.Create("upl", _clock), bucket.Id, key, headers, actor, _clock.GetUtcNow());
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

    public Task<List<MultipartUpload>> ListAsync(Bucket bucket, string prefix, string afterKey, string afterId, int limit, CancellationToken cancellation) =>
        _database.ReadAsync(session => UploadsDatabase.List(session, bucket.Id, prefix, KeyRange.EndOf(prefix), afterKey, afterId, limit), cancellation);

    public Task<List<UploadedPart>> ListPartsAsync(MultipartUpload upload, int after, int limit, CancellationToken cancellation) =>
        _database.ReadAsync(session => UploadsDatabase.ListParts(session, upload.Id, after, limit), cancellation);

    /// <summary>Null where the upload has ended meanwhile; the content is then nobody's.</summary>
    public async Task<UploadedPart?> PutPartAsync(Bucket bucket, MultipartUpload upload, int number, ReceivedContent content, CancellationToken cancellation)
    {
        var part = new UploadedPart(number, content.Size, content.Md5, content.Blob, content.Checksums, _clock.GetUtcNow());
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

    /// <summary>Joins the named parts into the object. <paramref name="checksumsOf"/> makes the whole's checksums from those of the parts.</summary>
    public async Task<WriteOutcome> CompleteAsync(
        string actor,
        Bucket bucket,
        MultipartUpload upload,
        IReadOnlyList<(int Number, string ETag)> named,
        Func<IReadOnlyList<UploadedPart>, IReadOnlyDictionary<string, string>> checksumsOf,
        WriteCondition condition,
        CancellationToken cancellation)
    {
        var outcome = await _database.WriteAsync(session => Complete(session, actor, bucket, upload, named, checksumsOf, condition), cancellation);
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
                LetGo(session, upload, UploadsDatabase.ListParts(session, upload.Id, 0, MaximumParts));
                UploadsDatabase.Remove(session, upload.Id);
                return true;
            },
            cancellation);
        _remover.Wake();
        return wasThere;
    }

    private WriteOutcome Complete(
        WriteSession session,
        string actor,
        Bucket bucket,
        MultipartUpload upload,
        IReadOnlyList<(int Number, string ETag)> named,
        Func<IReadOnlyList<UploadedPart>, IReadOnlyDictionary<string, string>> checksumsOf,
        WriteCondition condition)
    {
        if (ObjectsDatabase.FindBucket(session, bucket.Name) is not { } current) return new WriteOutcome.NoSuchBucket();
        if (UploadsDatabase.Find(session, upload.Bucket, upload.Key, upload.Id) is null) return new WriteOutcome.NoSuchUpload();

        var all = UploadsDatabase.ListParts(session, upload.Id, 0, MaximumParts).ToDictionary(part => part.Number);
        if (FindFault(all, named) is { } fault) return fault;
        var present = ObjectsDatabase.FindLatest(session, current.Id, upload.Key);
        if (!condition.Holds(present)) return condition.FailureFor(present);

        var parts = named.Select(name => all[name.Number]).ToList();
        var headers = upload.Headers with { Checksums = checksumsOf(parts), PartSizes = [.. parts.Select(part => part.Size)] };
        var added = ObjectStore.NewVersion(
            current, upload.Key, parts.Sum(part => part.Size), ETagOf(parts), [.. parts.Select(part => part.Blob)], headers, _clock.GetUtcNow(), Identifier.Create("v", _clock));

        // The object owns the parts it is made of before the upload lets go of all it had.
        Quotas.Within(session, current, () =>
        {
            new VersionKeeping(session, current).Put(added);
            LetGo(session, upload, all.Values);
            UploadsDatabase.Remove(session, upload.Id);
        });
        session.Record(ObjectStore.FactOf(actor, "object.stored", current, upload.Key, added.Version));
        return new WriteOutcome.Stored(added);
    }

    private static void LetGo(WriteSession session, MultipartUpload upload, IEnumerable<UploadedPart> parts)
    {
        foreach (var part in parts) BlobsDatabase.Drop(session, BlobOwner.OfPart(upload, part.Number), [part.Blob]);
    }

    private static WriteOutcome? FindFault(Dictionary<int, UploadedPart> all, IReadOnlyList<(int Number, string ETag)> named)
    {
        if (named.Zip(named.Skip(1)).Any(pair => pair.First.Number >= pair.Second.Number)) return new WriteOutcome.InvalidPartOrder();
        if (named.Any(name => !all.TryGetValue(name.Number, out var part) || part.ETag != name.ETag.Trim('"'))) return new WriteOutcome.InvalidPart();
        if (named.SkipLast(1).Any(name => all[name.Number].Size < SmallestPart)) return new WriteOutcome.EntityTooSmall();
        return null;
    }

    /// <summary>The MD5 of the parts' MD5s, then their number: what clients expect of an object uploaded in parts.</summary>
    private static string ETagOf(List<UploadedPart> parts)
    {
#pragma warning disable CA5351 // MD5 names content in this protocol; nothing is secured by it.
        var hash = MD5.HashData([.. parts.SelectMany(part => Convert.FromHexString(part.ETag))]);
#pragma warning restore CA5351
        return $"{Convert.ToHexStringLower(hash)}-{parts.Count}";
    }
}
