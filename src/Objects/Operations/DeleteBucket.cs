using Athanor.Objects.Door;
using Athanor.Objects.Wire;
using Microsoft.AspNetCore.Http;

namespace Athanor.Objects.Operations;

internal static class DeleteBucket
{
    public static async Task HandleAsync(S3Request request)
    {
        if (!await request.Buckets.DeleteAsync(request.Caller.Actor, request.Bucket, request.Cancellation)) throw new S3Exception(S3Errors.BucketNotEmpty.With("BucketName", request.Bucket.Name));
        request.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
