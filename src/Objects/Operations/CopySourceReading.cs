using Athanor.Access.Authorization;
using Athanor.Objects.Door;
using Athanor.Objects.Model;
using Athanor.Objects.Names;
using Athanor.Objects.Wire;

namespace Athanor.Objects.Operations;

/// <summary>Finds what a copy is made from, and asks whether its sender may read it.</summary>
internal static class CopySourceReading
{
    public static async Task<(Bucket Bucket, StoredObject Object)> FindAsync(S3Request request)
    {
        var source = CopySource.Read(request.Header("x-amz-copy-source")!).OrThrow();
        var bucket = await request.Buckets.FindAsync(source.Bucket.Value, request.Cancellation) ?? throw new S3Exception(S3Errors.NoSuchBucket.With("BucketName", source.Bucket.Value));
        if (!Authorizer.Allows(request.Caller, ObjectsPermissions.Read, bucket.Project)) throw new S3Exception(S3Errors.AccessDenied);
        var stored = await request.Objects.FindAsync(bucket, source.Key.Value, source.VersionId, request.Cancellation);
        if (stored is not { IsMarker: false }) throw new S3Exception((source.VersionId is null ? S3Errors.NoSuchKey : S3Errors.NoSuchVersion).With("Key", source.Key.Value));

        return Preconditions.ReadForCopySource(request.Headers).EvaluateCopySource(stored.ETag, stored.StoredAt) == PreconditionOutcome.Proceed
            ? (bucket, stored)
            : throw new S3Exception(S3Errors.PreconditionFailed);
    }
}
