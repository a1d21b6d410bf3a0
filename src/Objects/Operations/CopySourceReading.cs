using Athanor.Objects.Door;
using Athanor.Objects.Model;
using Athanor.Objects.Names;
using Athanor.Objects.Policies;
using Athanor.Objects.Wire;

namespace Athanor.Objects.Operations;

/// <summary>Finds what a copy is made from, and asks whether its sender may read it.</summary>
internal static class CopySourceReading
{
    public static async Task<(Bucket Bucket, StoredObject Object)> FindAsync(S3Request request)
    {
        var source = CopySource.Read(request.Header("x-amz-copy-source")!).OrThrow();
        var known = await request.Buckets.FindKnownAsync(source.Bucket.Value, request.Cancellation) ?? throw new S3Exception(S3Errors.NoSuchBucket.With("BucketName", source.Bucket.Value));
        await DemandAsync(request, known, S3Actions.Of("GetObject", source.VersionId is not null), source);

        var bucket = known.Bucket;
        var stored = await request.Objects.FindAsync(bucket, source.Key.Value, source.VersionId, request.Cancellation);
        if (stored is not { IsMarker: false })
        {
            if (!await request.Admission.AllowsAsync(request, known, ObjectsPermissions.Read, "s3:ListBucket", null, null)) throw new S3Exception(S3Errors.AccessDenied);
            throw new S3Exception((source.VersionId is null ? S3Errors.NoSuchKey : S3Errors.NoSuchVersion).With("Key", source.Key.Value));
        }
        if (stored.Headers.Tags.Count > 0 && KeepsTags(request))
        {
            await DemandAsync(request, known, S3Actions.Of("GetObjectTagging", source.VersionId is not null), source);
            await request.Admission.DemandAsync(request, [S3Actions.Of("PutObjectTagging")], stored.Headers.Tags);
        }

        return Preconditions.ReadForCopySource(request.Headers).EvaluateCopySource(stored.ETag, stored.StoredAt) == PreconditionOutcome.Proceed
            ? (bucket, stored)
            : throw new S3Exception(S3Errors.PreconditionFailed);
    }

    private static bool KeepsTags(S3Request request) => request.Operation.Name == "CopyObject" && request.Header("x-amz-tagging-directive") != "REPLACE";

    private static async Task DemandAsync(S3Request request, KnownBucket bucket, string action, CopySource source)
    {
        if (!await request.Admission.AllowsAsync(request, bucket, ObjectsPermissions.Read, action, source.Key, source.VersionId)) throw new S3Exception(S3Errors.AccessDenied);
    }
}
