using Athanor.Objects.Operations;
using Athanor.Objects.Wire;
using Microsoft.AspNetCore.Http;

namespace Athanor.Objects.Door;

/// <summary>
/// The table of contents of the S3 door. An operation without a handler is known and not supported; it answers NotImplemented.
/// Of several that fit, the first marked one is meant.
/// </summary>
internal static class S3Operations
{
    private static readonly string[] Methods = ["GET", "PUT", "POST", "DELETE"];

    public static IReadOnlyList<S3Operation> All { get; } =
    [
        new("ListBuckets", "GET", S3Target.Service, null, ObjectsPermissions.Read, ListBuckets.HandleAsync),

        new("GetBucketLocation", "GET", S3Target.Bucket, "location", ObjectsPermissions.Read, GetBucketLocation.HandleAsync),
        new("GetBucketVersioning", "GET", S3Target.Bucket, "versioning", ObjectsPermissions.Read, BucketVersioning.GetAsync),
        new("PutBucketVersioning", "PUT", S3Target.Bucket, "versioning", ObjectsPermissions.Manage, BucketVersioning.PutAsync),
        new("ListObjectVersions", "GET", S3Target.Bucket, "versions", ObjectsPermissions.Read, ListObjectVersions.HandleAsync),
        new("ListMultipartUploads", "GET", S3Target.Bucket, "uploads", ObjectsPermissions.Read, ListMultipartUploads.HandleAsync),
        new("DeleteObjects", "POST", S3Target.Bucket, "delete", ObjectsPermissions.Write, DeleteObjects.HandleAsync),
        new("GetBucketTagging", "GET", S3Target.Bucket, "tagging", ObjectsPermissions.Read, Tagging.GetOfBucketAsync),
        new("PutBucketTagging", "PUT", S3Target.Bucket, "tagging", ObjectsPermissions.Manage, Tagging.PutOfBucketAsync),
        new("DeleteBucketTagging", "DELETE", S3Target.Bucket, "tagging", ObjectsPermissions.Manage, Tagging.DeleteOfBucketAsync),
        new("GetBucketAcl", "GET", S3Target.Bucket, "acl", ObjectsPermissions.Read, AccessLists.GetOfBucketAsync),
        new("PutBucketAcl", "PUT", S3Target.Bucket, "acl", ObjectsPermissions.Manage, AccessLists.PutOfBucketAsync),
        new("GetBucketPolicy", "GET", S3Target.Bucket, "policy", ObjectsPermissions.Read, BucketPolicies.GetAsync),
        new("PutBucketPolicy", "PUT", S3Target.Bucket, "policy", ObjectsPermissions.Manage, BucketPolicies.PutAsync),
        new("DeleteBucketPolicy", "DELETE", S3Target.Bucket, "policy", ObjectsPermissions.Manage, BucketPolicies.DeleteAsync),
        new("GetBucketPolicyStatus", "GET", S3Target.Bucket, "policyStatus", ObjectsPermissions.Read, BucketPolicies.GetStatusAsync),
        new("GetBucketCors", "GET", S3Target.Bucket, "cors", ObjectsPermissions.Read, BucketRuleDocuments.GetCorsAsync),
        new("PutBucketCors", "PUT", S3Target.Bucket, "cors", ObjectsPermissions.Manage, BucketRuleDocuments.PutCorsAsync),
        new("DeleteBucketCors", "DELETE", S3Target.Bucket, "cors", ObjectsPermissions.Manage, BucketRuleDocuments.DeleteCorsAsync),
        new("GetBucketLifecycleConfiguration", "GET", S3Target.Bucket, "lifecycle", ObjectsPermissions.Read, NotConfigured.Answer(S3Errors.NoSuchLifecycle)),
        new("GetBucketEncryption", "GET", S3Target.Bucket, "encryption", ObjectsPermissions.Read, BucketEncryption.GetAsync),
        new("PutBucketEncryption", "PUT", S3Target.Bucket, "encryption", ObjectsPermissions.Manage, BucketEncryption.PutAsync),
        new("DeleteBucketEncryption", "DELETE", S3Target.Bucket, "encryption", ObjectsPermissions.Manage, BucketEncryption.DeleteAsync),
        new("GetObjectLockConfiguration", "GET", S3Target.Bucket, "object-lock", ObjectsPermissions.Read, NotConfigured.Answer(S3Errors.ObjectLockNotFound)),
        new("GetPublicAccessBlock", "GET", S3Target.Bucket, "publicAccessBlock", ObjectsPermissions.Read, BucketRuleDocuments.GetPublicAccessAsync),
        new("PutPublicAccessBlock", "PUT", S3Target.Bucket, "publicAccessBlock", ObjectsPermissions.Manage, BucketRuleDocuments.PutPublicAccessAsync),
        new("DeletePublicAccessBlock", "DELETE", S3Target.Bucket, "publicAccessBlock", ObjectsPermissions.Manage, BucketRuleDocuments.DeletePublicAccessAsync),
        new("GetBucketOwnershipControls", "GET", S3Target.Bucket, "ownershipControls", ObjectsPermissions.Read, BucketRuleDocuments.GetOwnershipAsync),
        new("PutBucketOwnershipControls", "PUT", S3Target.Bucket, "ownershipControls", ObjectsPermissions.Manage, BucketRuleDocuments.PutOwnershipAsync),
        new("DeleteBucketOwnershipControls", "DELETE", S3Target.Bucket, "ownershipControls", ObjectsPermissions.Manage, BucketRuleDocuments.DeleteOwnershipAsync),
        .. Unsupported(S3Target.Bucket, BucketSubresources),
        new("ListObjectsV2", "GET", S3Target.Bucket, "list-type", ObjectsPermissions.Read, ListObjectsV2.HandleAsync),
        new("ListObjects", "GET", S3Target.Bucket, null, ObjectsPermissions.Read, ListObjects.HandleAsync),
        new("CreateBucket", "PUT", S3Target.Bucket, null, ObjectsPermissions.Manage, CreateBucket.HandleAsync),
        new("HeadBucket", "HEAD", S3Target.Bucket, null, ObjectsPermissions.Read, HeadBucket.HandleAsync),
        new("DeleteBucket", "DELETE", S3Target.Bucket, null, ObjectsPermissions.Manage, DeleteBucket.HandleAsync),
        new("PostObject", "POST", S3Target.Bucket, null, ObjectsPermissions.Write, PostObject.HandleAsync),

        new("ListParts", "GET", S3Target.Object, "uploadId", ObjectsPermissions.Read, ListParts.HandleAsync),
        new("CreateMultipartUpload", "POST", S3Target.Object, "uploads", ObjectsPermissions.Write, CreateMultipartUpload.HandleAsync),
        new("CompleteMultipartUpload", "POST", S3Target.Object, "uploadId", ObjectsPermissions.Write, CompleteMultipartUpload.HandleAsync),
        new("AbortMultipartUpload", "DELETE", S3Target.Object, "uploadId", ObjectsPermissions.Write, AbortMultipartUpload.HandleAsync),
        new("UploadPart", "PUT", S3Target.Object, "uploadId", ObjectsPermissions.Write, UploadPart.HandleAsync),
        new("GetObjectAttributes", "GET", S3Target.Object, "attributes", ObjectsPermissions.Read, GetObjectAttributes.HandleAsync),
        new("GetObjectTagging", "GET", S3Target.Object, "tagging", ObjectsPermissions.Read, Tagging.GetOfObjectAsync),
        new("PutObjectTagging", "PUT", S3Target.Object, "tagging", ObjectsPermissions.Write, Tagging.PutOfObjectAsync),
        new("DeleteObjectTagging", "DELETE", S3Target.Object, "tagging", ObjectsPermissions.Write, Tagging.DeleteOfObjectAsync),
        new("GetObjectAcl", "GET", S3Target.Object, "acl", ObjectsPermissions.Read, AccessLists.GetOfObjectAsync),
        new("PutObjectAcl", "PUT", S3Target.Object, "acl", ObjectsPermissions.Write, AccessLists.PutOfObjectAsync),
        .. Unsupported(S3Target.Object, ObjectSubresources),
        new("CopyObject", "PUT", S3Target.Object, "x-amz-copy-source", ObjectsPermissions.Write, CopyObject.HandleAsync),
        new("PutObject", "PUT", S3Target.Object, null, ObjectsPermissions.Write, PutObject.HandleAsync),
        new("GetObject", "GET", S3Target.Object, null, ObjectsPermissions.Read, GetObject.HandleAsync),
        new("HeadObject", "HEAD", S3Target.Object, null, ObjectsPermissions.Read, GetObject.HandleAsync),
        new("DeleteObject", "DELETE", S3Target.Object, null, ObjectsPermissions.Write, DeleteObject.HandleAsync),
    ];

    public static S3Operation? Find(HttpRequest request, S3Target target) =>
        All.FirstOrDefault(operation => operation.Target == target && operation.Method == request.Method && operation.IsMarkedBy(request));

    /// <summary>The methods that the same address takes, for the answer to one that it does not.</summary>
    public static string MethodsFor(HttpRequest request, S3Target target) => string.Join(
        ", ", All.Where(operation => operation.Target == target && operation.Handle is not null && operation.IsMarkedBy(request)).Select(operation => operation.Method).Distinct());

    private static IEnumerable<S3Operation> Unsupported(S3Target target, string[] markers) =>
        from marker in markers
        from method in Methods
        select new S3Operation($"{method} ?{marker}", method, target, marker, ObjectsPermissions.Manage, Handle: null);

    private static string[] BucketSubresources =>
    [
        "accelerate", "acl", "analytics", "cors", "encryption", "intelligent-tiering", "inventory", "lifecycle", "logging", "metadataConfiguration", "metrics", "notification",
        "object-lock", "ownershipControls", "policy", "policyStatus", "publicAccessBlock", "replication", "requestPayment", "tagging", "website",
    ];

    private static string[] ObjectSubresources => ["acl", "attributes", "legal-hold", "restore", "retention", "select", "tagging", "torrent"];
}
