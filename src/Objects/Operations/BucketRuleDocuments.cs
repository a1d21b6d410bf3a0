using Athanor.Objects.Door;
using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Documents;
using Microsoft.AspNetCore.Http;

namespace Athanor.Objects.Operations;

/// <summary>What else a bucket says of who may use it: the public access block, ownership controls, and rules for pages from elsewhere.</summary>
internal static class BucketRuleDocuments
{
    public static Task GetPublicAccessAsync(S3Request request)
    {
        var block = request.Known.Rules.PublicAccess ?? throw Missing(request, S3Errors.NoSuchPublicAccessBlock);
        return S3Answers.XmlAsync(request.Context, block.Write);
    }

    public static async Task PutPublicAccessAsync(S3Request request)
    {
        var block = PublicAccessBlock.Read(await RequestDocument.ReadAsync(request)).OrThrow();
        await SetAsync(request, BucketRules.PublicAccessKind, Documents.TextOf(block.Write));
    }

    public static Task DeletePublicAccessAsync(S3Request request) => RemoveAsync(request, BucketRules.PublicAccessKind);

    public static Task GetOwnershipAsync(S3Request request)
    {
        var controls = request.Known.Rules.Ownership ?? throw Missing(request, S3Errors.OwnershipControlsNotFound);
        return S3Answers.XmlAsync(request.Context, controls.Write);
    }

    public static async Task PutOwnershipAsync(S3Request request)
    {
        var controls = OwnershipControls.Read(await RequestDocument.ReadAsync(request)).OrThrow();
        if (controls.ObjectOwnership == BucketRules.OwnerEnforced && request.Known.Rules.Acl.IsPublic) throw new S3Exception(S3Errors.InvalidBucketAclWithObjectOwnership);
        await SetAsync(request, BucketRules.OwnershipKind, Documents.TextOf(controls.Write));
    }

    public static Task DeleteOwnershipAsync(S3Request request) => RemoveAsync(request, BucketRules.OwnershipKind);

    public static Task GetCorsAsync(S3Request request)
    {
        var cors = request.Known.Rules.Cors ?? throw Missing(request, S3Errors.NoSuchCors);
        return S3Answers.XmlAsync(request.Context, cors.Write);
    }

    public static async Task PutCorsAsync(S3Request request)
    {
        var cors = CorsConfiguration.Read(await RequestDocument.ReadAsync(request)).OrThrow();
        await SetAsync(request, BucketRules.CorsKind, Documents.TextOf(cors.Write));
    }

    public static Task DeleteCorsAsync(S3Request request) => RemoveAsync(request, BucketRules.CorsKind);

    private static Task SetAsync(S3Request request, string kind, string value) =>
        request.Buckets.SetSettingAsync(request.Caller.Actor, request.Bucket, kind, value, request.Cancellation);

    private static async Task RemoveAsync(S3Request request, string kind)
    {
        await request.Buckets.RemoveSettingAsync(request.Caller.Actor, request.Bucket, kind, request.Cancellation);
        request.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static S3Exception Missing(S3Request request, S3Error error) => new(error.With("BucketName", request.Bucket.Name));
}
