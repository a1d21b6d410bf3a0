using Athanor.Access.Authorization;
using Athanor.Foundation.Problems;
using Athanor.Objects.Lifecycle;
using Athanor.Objects.Wire.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Athanor.Objects.Api;

internal static class LifecycleApi
{
    /// <summary>What the rules in the body would do to the bucket now; it sets and removes nothing.</summary>
    public static async Task<Ok<LifecyclePreview>> PreviewAsync(Caller caller, string bucket, HttpRequest request, BucketDirectory buckets, ObjectLifecycle lifecycle, CancellationToken cancellation)
    {
        var found = await BucketApi.FindAsync(caller, bucket, ObjectsPermissions.Manage, buckets, cancellation);
        return TypedResults.Ok(await lifecycle.PreviewAsync(found, await ReadAsync(request, cancellation), cancellation));
    }

    private static async Task<LifecycleConfiguration> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellation);
        var reading = request.HasJsonContentType() ? LifecycleJson.Read(body.ToArray()) : LifecycleConfiguration.Read(body.ToArray());
        return reading.TryGet(out var configuration, out var error) ? configuration : throw new ProblemException(ObjectsProblems.BadLifecycle(error.Code, error.Message));
    }
}
