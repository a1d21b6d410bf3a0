using Athanor.Foundation.Identifiers;
using Athanor.Objects.Door;
using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Documents;
using Microsoft.AspNetCore.Http;

namespace Athanor.Objects.Operations;

/// <summary>The lifecycle rules of a bucket.</summary>
internal static class LifecycleRules
{
    public static Task GetAsync(S3Request request)
    {
        var lifecycle = request.Known.Rules.Lifecycle ?? throw new S3Exception(S3Errors.NoSuchLifecycle.With("BucketName", request.Bucket.Name));
        return S3Answers.XmlAsync(request.Context, lifecycle.Write);
    }

    public static async Task PutAsync(S3Request request)
    {
        var lifecycle = LifecycleConfiguration.Read(await RequestDocument.ReadAsync(request)).OrThrow();
        var named = new LifecycleConfiguration([.. lifecycle.Rules.Select(rule => rule.Id is { Length: > 0 } ? rule : rule with { Id = Identifier.Create("rule", request.Clock) })]);
        await request.Buckets.SetSettingAsync(request.Caller.Actor, request.Bucket, BucketRules.LifecycleKind, Documents.TextOf(named.Write), request.Cancellation);
    }

    public static async Task DeleteAsync(S3Request request)
    {
        await request.Buckets.RemoveSettingAsync(request.Caller.Actor, request.Bucket, BucketRules.LifecycleKind, request.Cancellation);
        request.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
