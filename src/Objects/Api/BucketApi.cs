using System.Text.Json.Serialization;
using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Paging;
using Athanor.Foundation.Problems;
using Athanor.Objects.Model;
using Athanor.Objects.Usage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Athanor.Objects.Api;

/// <summary>Buckets as the main door shows them, and the quotas of buckets and projects.</summary>
internal static class BucketApi
{
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record QuotaBody(long? MaximumBytes, long? MaximumObjects);

    public static async Task<Ok<Page<BucketReport>>> ListAsync(Caller caller, string? after, int? limit, BucketDirectory buckets, CancellationToken cancellation) =>
        TypedResults.Ok(await buckets.ReportAsync(caller, after ?? "", Pages.SizeOf(limit), cancellation));

    public static async Task<Ok<Quota>> GetQuotaAsync(Caller caller, string bucket, BucketDirectory buckets, Quotas quotas, CancellationToken cancellation) =>
        TypedResults.Ok(await quotas.FindAsync(await FindAsync(caller, bucket, ObjectsPermissions.Read, buckets, cancellation), cancellation));

    public static async Task<Ok<Quota>> PutQuotaAsync(Caller caller, string bucket, [FromBody] QuotaBody body, BucketDirectory buckets, Quotas quotas, CancellationToken cancellation)
    {
        var (found, quota) = (await FindAsync(caller, bucket, ObjectsPermissions.Manage, buckets, cancellation), QuotaOf(body));
        await quotas.SetAsync(caller.Actor, found, quota, cancellation);
        return TypedResults.Ok(quota);
    }

    public static async Task<NoContent> DeleteQuotaAsync(Caller caller, string bucket, BucketDirectory buckets, Quotas quotas, CancellationToken cancellation)
    {
        await quotas.SetAsync(caller.Actor, await FindAsync(caller, bucket, ObjectsPermissions.Manage, buckets, cancellation), Quota.None, cancellation);
        return TypedResults.NoContent();
    }

    public static async Task<Ok<Quota>> GetProjectQuotaAsync(ProjectName project, Quotas quotas, CancellationToken cancellation) => TypedResults.Ok(await quotas.FindAsync(project.Value, cancellation));

    public static async Task<Ok<Quota>> PutProjectQuotaAsync(
        Caller caller, ProjectName project, [FromBody] QuotaBody body, AccessDirectory projects, Quotas quotas, CancellationToken cancellation)
    {
        var (found, quota) = (await projects.GetProjectAsync(project, cancellation), QuotaOf(body));
        await quotas.SetAsync(caller.Actor, found.Name, quota, cancellation);
        return TypedResults.Ok(quota);
    }

    public static async Task<NoContent> DeleteProjectQuotaAsync(Caller caller, ProjectName project, Quotas quotas, CancellationToken cancellation)
    {
        await quotas.SetAsync(caller.Actor, project.Value, Quota.None, cancellation);
        return TypedResults.NoContent();
    }

    internal static async Task<Bucket> FindAsync(Caller caller, string name, Permission permission, BucketDirectory buckets, CancellationToken cancellation)
    {
        var bucket = await buckets.FindAsync(name, cancellation) ?? throw new ProblemException(ObjectsProblems.UnknownBucket(name));
        Authorizer.Demand(caller, permission, bucket.Project);
        return bucket;
    }

    private static Quota QuotaOf(QuotaBody body) =>
        new Quota(body.MaximumBytes, body.MaximumObjects) is { IsNone: false, MaximumBytes: null or >= 0, MaximumObjects: null or >= 0 } quota ? quota : throw new ProblemException(ObjectsProblems.BadQuota);
}
