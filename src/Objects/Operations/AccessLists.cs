using Athanor.Objects.Door;
using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Answers;

namespace Athanor.Objects.Operations;

/// <summary>Access lists of buckets and objects. Roles and policies decide; a list may open a bucket to everybody where its owner lets lists count.</summary>
internal static class AccessLists
{
    public static Task GetOfBucketAsync(S3Request request) => WriteAsync(request, request.Known.Rules.KnowAcls ? request.Known.Rules.Acl : CannedAcl.Private);

    public static async Task PutOfBucketAsync(S3Request request)
    {
        var acl = await AclReading.ReadForBucketAsync(request);
        await request.Buckets.SetSettingAsync(request.Caller.Actor, request.Bucket, BucketRules.AclKind, acl.Name, request.Cancellation);
    }

    public static async Task GetOfObjectAsync(S3Request request)
    {
        await DemandObjectAsync(request);
        await WriteAsync(request, CannedAcl.Private);
    }

    /// <summary>Nothing changes: the owner's own list is the only one there is.</summary>
    public static async Task PutOfObjectAsync(S3Request request)
    {
        AclReading.DemandNoneForObject(request);
        if (request.Header("x-amz-acl") is null && Wire.Documents.AccessControlPolicy.Read(await RequestDocument.ReadAsync(request)).OrThrow().IsPublic)
            throw new S3Exception(request.Known.Rules.KnowAcls ? S3Error.NotImplemented("a public list of an object; a bucket policy says the same") : S3Errors.AccessControlListNotSupported);
        await DemandObjectAsync(request);
    }

    private static async Task DemandObjectAsync(S3Request request)
    {
        var stored = await request.Objects.FindAsync(request.Bucket, request.Key, request.VersionId, request.Cancellation);
        if (stored is not { IsMarker: false }) throw new S3Exception((request.VersionId is null ? S3Errors.NoSuchKey : S3Errors.NoSuchVersion).With("Key", request.Key));
    }

    private static Task WriteAsync(S3Request request, CannedAcl acl) =>
        S3Answers.XmlAsync(request.Context, target => AccessControlAnswer.Write(ListedObjects.OwnerOf(request), acl, target));
}
