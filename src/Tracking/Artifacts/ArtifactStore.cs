using Athanor.Foundation.Databases;
using Athanor.Foundation.Journal;
using Athanor.Foundation.Problems;
using Athanor.Objects;
using Athanor.Objects.Keyspaces;
using Athanor.Objects.Model;
using Athanor.Tracking.Model;

namespace Athanor.Tracking.Artifacts;

/// <summary>The files of runs, in a bucket of their project. A file is there once its last byte is on disk, and in a run that may be written to.</summary>
public sealed class ArtifactStore
{
    public const long LargestFile = 64L << 30;
    public const int LargestPage = 10_000;

    /// <summary>Under which its headers hold the digest of a file.</summary>
    internal const string Sha256 = "SHA256";

    private const int RemovedAtOnce = 500;

    private readonly IDatabase _database;
    private readonly ObjectStore _objects;
    private readonly BucketDirectory _buckets;
    private readonly TimeProvider _clock;

    internal ArtifactStore(IDatabase database, ObjectStore objects, BucketDirectory buckets, TimeProvider clock) => (_database, _objects, _buckets, _clock) = (database, objects, buckets, clock);

    /// <summary>Where the files of a run lie among those of its project; null where they are kept elsewhere.</summary>
    public static ArtifactPath? PlaceOf(Run run) => ArtifactOwners.PlaceOf(run.ArtifactUri);

    /// <summary>The bucket of the project; null before the first artifact.</summary>
    public Task<Bucket?> FindBucketAsync(string project, CancellationToken cancellation) => _database.ReadAsync(session => ArtifactBuckets.Find(session, project), cancellation);

    /// <summary>Null where there is no such file.</summary>
    public Task<StoredArtifact?> FindAsync(string project, ArtifactPath path, CancellationToken cancellation) => _database.ReadAsync(
        session => !path.IsRoot && ArtifactBuckets.Find(session, project) is { } bucket && KeyspaceContent.Find(session, bucket, path.Value) is { } found ? new StoredArtifact(bucket, found) : null, cancellation);

    /// <summary>Files and folders directly within a folder, behind a name.</summary>
    public async Task<ArtifactPage> ListAsync(string project, ArtifactPath folder, string after, int limit, CancellationToken cancellation)
    {
        if (await FindBucketAsync(project, cancellation) is not { } bucket) return ArtifactPage.Empty;
        var prefix = folder.IsRoot ? "" : $"{folder.Value}/";
        return ArtifactPage.Of(await _objects.ListAsync(bucket, prefix, "/", after.Length == 0 ? "" : prefix + after, limit, cancellation), prefix);
    }

    /// <summary>Keeps a file; one that is there already is replaced.</summary>
    public async Task<StoredArtifact> PutAsync(string actor, string project, ArtifactPath path, Stream file, long? length, string? type, CancellationToken cancellation)
    {
        var bucket = await OpenAsync(actor, project, path, cancellation);
        if (length > LargestFile) throw new ProblemException(TrackingProblems.FileTooLarge(LargestFile));
        if (length is { } size) await _objects.RequireRoomAsync(bucket, size, cancellation);

        await using var content = new ArtifactContent(file, LargestFile, count => _objects.RequireRoomAsync(bucket, count, cancellation));
        var (blob, headers) = await _objects.ReceiveAsync(bucket, content, length, cancellation);
        using (blob)
        {
            headers = headers with { ContentType = type, Checksums = new Dictionary<string, string> { [Sha256] = Convert.ToBase64String(content.TakeSha256()) } };
            var stored = KeyspaceContent.Describe(path.Value, content.Count, blob.Reference, headers, _clock.GetUtcNow()) with { ETag = content.TakeMd5() };
            await _database.WriteAsync(session => Commit(session, actor, project, path, stored), cancellation);
            _objects.ReclaimSpace();
            return new(bucket, stored);
        }
    }

    /// <summary>Removes a file, or all files below a folder. What is not there is no error.</summary>
    public async Task RemoveAsync(string actor, string project, ArtifactPath path, CancellationToken cancellation)
    {
        while (await _database.WriteAsync(session => RemoveSome(session, actor, project, path), cancellation)) _objects.ReclaimSpace();
        _objects.ReclaimSpace();
    }

    /// <summary>The bucket for a file that may be written: what may not be is refused before its first byte is read, and once more when all of them are there.</summary>
    internal async Task<Bucket> OpenAsync(string actor, string project, ArtifactPath path, CancellationToken cancellation)
    {
        var bucket = await _database.ReadAsync(
            session =>
            {
                RequireRoomFor(session, project, path);
                return ArtifactBuckets.Find(session, project);
            },
            cancellation);
        if (bucket is not null) return bucket;
        bucket = await _database.WriteAsync(session => ArtifactBuckets.GetOrAdd(session, actor, project, _clock.GetUtcNow()), cancellation);
        _buckets.Forget();
        return bucket;
    }

    private static void Commit(WriteSession session, string actor, string project, ArtifactPath path, StoredObject stored)
    {
        RequireRoomFor(session, project, path);
        var bucket = ArtifactBuckets.Find(session, project) ?? throw new ProblemException(TrackingProblems.NoOwner(path.Value));
        KeyspaceContent.PutWithinQuotas(session, bucket, stored);
        session.Record(FactOf(actor, "artifact.stored", project, path));
    }

    // A name is that of a file or of a folder: clients download both into one directory.
    internal static void RequireRoomFor(ReadSession session, string project, ArtifactPath path)
    {
        var place = ArtifactOwners.FindWritable(session, project, path);
        if (path == place) throw new ProblemException(TrackingProblems.InvalidPath);
        if (ArtifactBuckets.Find(session, project) is not { } bucket) return;
        for (var slash = path.Value.LastIndexOf('/'); slash > place.Value.Length; slash = path.Value.LastIndexOf('/', slash - 1))
            if (KeyspaceContent.Find(session, bucket, path.Value[..slash]) is not null) throw new ProblemException(TrackingProblems.FileInTheWay(path.Value[..slash]));
        if (KeyspaceContent.List(session, bucket, $"{path.Value}/", isFromIncluded: true, $"{path.Value}0", 1).Count > 0) throw new ProblemException(TrackingProblems.FolderInTheWay(path.Value));
    }

    private static bool RemoveSome(WriteSession session, string actor, string project, ArtifactPath path)
    {
        ArtifactOwners.FindWritable(session, project, path);
        if (ArtifactBuckets.Find(session, project) is not { } bucket) return false;
        List<StoredObject> found = [.. KeyspaceContent.Find(session, bucket, path.Value) is { } file ? [file] : (StoredObject[])[], .. ArtifactFolder.List(session, bucket, path, "", RemovedAtOnce)];
        foreach (var one in found) KeyspaceContent.Remove(session, bucket, one.Key);
        if (found.Count > 0) session.Record(FactOf(actor, "artifact.deleted", project, path) with { Details = new() { ["files"] = found.Count, ["bytes"] = found.Sum(one => one.Size) } });
        return found.Count >= RemovedAtOnce;
    }

    private static Fact FactOf(string actor, string verb, string project, ArtifactPath path) => new(actor, verb, new("artifact", $"{project}/{path.Value}")) { Project = project };
}
