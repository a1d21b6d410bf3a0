using Athanor.Foundation.Databases;
using Athanor.Foundation.Problems;
using Athanor.Objects;
using Athanor.Objects.Door;
using Athanor.Objects.Model;
using Athanor.Objects.Names;

namespace Athanor.Tracking.Artifacts;

/// <summary>Files that come in parts through the S3 door. A file is there once its parts were joined.</summary>
public sealed class ArtifactParts
{
    public const int MostParts = MultipartUploads.MaximumParts;

    // Far longer than any address for a part is good for.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    private readonly IDatabase _database;
    private readonly ObjectStore _objects;
    private readonly MultipartUploads _uploads;
    private readonly ArtifactStore _artifacts;

    internal ArtifactParts(IDatabase database, ObjectStore objects, MultipartUploads uploads, ArtifactStore artifacts) => (_database, _objects, _uploads, _artifacts) = (database, objects, uploads, artifacts);

    /// <summary>Null where parts can be sent nowhere: the S3 door is shut, or the caller has no key to sign with.</summary>
    public async Task<PartsUpload?> StartAsync(PersonalDoor door, string project, ArtifactPath file, int count, TimeSpan lifetime, CancellationToken cancellation)
    {
        var bucket = await _artifacts.OpenAsync(door.Caller.Actor, project, file, cancellation);
        if (!BucketName.TryParse(bucket.Name, out var name) || !ObjectKey.TryParse(file.Value, out var key)) return null;
        var upload = await _uploads.StartAsync(door.Caller.Actor, bucket, file.Value, await _objects.DescribeNewAsync(bucket, cancellation), null, null, cancellation);
        if (await door.SharePartsAsync(name, key, upload.Id, count, lifetime) is { } addresses)
        {
            await _database.WriteAsync(session => ArtifactsDatabase.AddUpload(session, upload.Id, upload.StartedAt, upload.StartedAt - Remembered), cancellation);
            return new(upload.Id, addresses);
        }
        await _uploads.AbortAsync(upload, cancellation);
        return null;
    }

    public async Task CompleteAsync(string actor, string project, ArtifactPath file, string id, IReadOnlyList<(int Number, string ETag)> parts, CancellationToken cancellation)
    {
        var bucket = await FindBucketAsync(project, id, cancellation);
        var outcome = await _uploads.CompleteAsync(actor, bucket, file.Value, id, parts, cancellation);
        if (outcome is not WriteOutcome.Stored) throw new ProblemException(TrackingProblems.PartsNotJoined(id, outcome.GetType().Name));
    }

    /// <summary>One that is not there any more is no error.</summary>
    public async Task AbortAsync(string project, ArtifactPath file, string id, CancellationToken cancellation)
    {
        var bucket = await FindBucketAsync(project, id, cancellation);
        if (await _uploads.FindAsync(bucket, file.Value, id, cancellation) is { } upload) await _uploads.AbortAsync(upload, cancellation);
        await _database.WriteAsync(session => ArtifactsDatabase.RemoveUpload(session, id), cancellation);
    }

    private async Task<Bucket> FindBucketAsync(string project, string id, CancellationToken cancellation) =>
        await _artifacts.FindBucketAsync(project, cancellation) ?? throw new ProblemException(TrackingProblems.PartsNotJoined(id, nameof(WriteOutcome.NoSuchUpload)));
}
