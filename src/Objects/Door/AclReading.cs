using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Documents;

namespace Athanor.Objects.Door;

/// <summary>
/// Access lists, as far as there are any: those of buckets that say what a policy could say, where the bucket's ownership lets lists
/// count at all. An object has none but its owner's.
/// </summary>
internal static class AclReading
{
    private static readonly string[] OfBucket = ["private", "public-read", "public-read-write"];

    /// <summary>Refuses every list of an object that gives somebody else anything.</summary>
    public static void DemandNoneForObject(S3Request request)
    {
        RefuseGrants(request);
        if (request.Header("x-amz-acl") is not { } name || name is "private" or "bucket-owner-full-control") return;

        var acl = CannedAcl.Read(name).OrThrow();
        if (!request.Known.Rules.KnowAcls) throw new S3Exception(S3Errors.AccessControlListNotSupported);
        if (acl.IsPublic && request.Known.Rules.PublicAccess is { BlockPublicAcls: true }) throw new S3Exception(S3Errors.AccessDenied);
        if (name != "bucket-owner-read") throw new S3Exception(S3Error.NotImplemented($"x-amz-acl: {name} of an object; a bucket policy says the same"));
    }

    /// <summary>The list that a request wants a bucket to have, in its header or its body.</summary>
    public static async Task<CannedAcl> ReadForBucketAsync(S3Request request)
    {
        RefuseGrants(request);
        var acl = request.Header("x-amz-acl") is { } name ? ReadForBucket(name) : AccessControlPolicy.Read(await RequestDocument.ReadAsync(request)).OrThrow();
        if (!request.Known.Rules.KnowAcls && acl.IsPublic) throw new S3Exception(S3Errors.AccessControlListNotSupported);
        if (acl.IsPublic && request.Known.Rules.PublicAccess is { BlockPublicAcls: true }) throw new S3Exception(S3Errors.AccessDenied);
        return acl;
    }

    public static CannedAcl ReadForBucket(string name)
    {
        var acl = CannedAcl.Read(name == "bucket-owner-full-control" ? "private" : name).OrThrow();
        return OfBucket.Contains(acl.Name) ? acl : throw new S3Exception(S3Error.NotImplemented($"x-amz-acl: {name}"));
    }

    public static void RefuseGrants(S3Request request)
    {
        if (request.Headers.Keys.FirstOrDefault(name => name.StartsWith("x-amz-grant-", StringComparison.OrdinalIgnoreCase)) is not { } header) return;
        throw new S3Exception(request.HasBucket && !request.Known.Rules.KnowAcls ? S3Errors.AccessControlListNotSupported : S3Error.NotImplemented(header.ToLowerInvariant()));
    }
}
