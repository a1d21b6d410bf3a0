using Athanor.Objects.Door;
using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Documents;
using Microsoft.AspNetCore.Http;

namespace Athanor.Objects.Operations;

/// <summary>Whether a bucket encrypts what is stored in it without a word about that.</summary>
internal static class BucketEncryption
{
    public static Task GetAsync(S3Request request) => request.Bucket.IsEncrypted
        ? S3Answers.XmlAsync(request.Context, ServerSideEncryption.Write)
        : throw new S3Exception(S3Errors.ServerSideEncryptionNotFound.With("BucketName", request.Bucket.Name));

    public static async Task PutAsync(S3Request request)
    {
        if (ServerSideEncryption.FindError(await RequestDocument.ReadAsync(request)) is { } error) throw new S3Exception(error);
        await request.Buckets.SetEncryptedAsync(request.Caller.Actor, request.Bucket, isEncrypted: true, request.Cancellation);
    }

    public static async Task DeleteAsync(S3Request request)
    {
        await request.Buckets.SetEncryptedAsync(request.Caller.Actor, request.Bucket, isEncrypted: false, request.Cancellation);
        request.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
