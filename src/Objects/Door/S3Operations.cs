using System.Collections.Frozen;
using Athanor.Objects.Operations;
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
        new("GetBucketLifecycleConfiguration", "GET", S3Target.Bucket, "lifecycle", ObjectsPermissions.Read, LifecycleRules.GetAsync),
        new("PutBucketLifecycleConfiguration", "PUT", S3Target.Bucket, "lifecycle", ObjectsPermissions.Manage, LifecycleRules.PutAsync),
        new("DeleteBucketLifecycle", "DELETE", S3Target.Bucket, "lifecycle", ObjectsPermissions.Manage, LifecycleRules.DeleteAsync),
        new("GetBucketEncryption", "GET", S3Target.Bucket, "encryption", ObjectsPermissions.Read, BucketEncryption.GetAsync),
        new("PutBucketEncryption", "PUT", S3Target.Bucket, "encryption", ObjectsPermissions.Manage, BucketEncryption.PutAsync),
        new("DeleteBucketEncryption", "DELETE", S3Target.Bucket, "encryption", ObjectsPermissions.Manage, BucketEncryption.DeleteAsync),
        new("GetObjectLockConfiguration", "GET", S3Target.Bucket, "object-lock", ObjectsPermissions.Read, ObjectLocking.GetConfigurationAsync),
        new("PutObjectLockConfiguration", "PUT", S3Target.Bucket, "object-lock", ObjectsPermissions.Manage, ObjectLocking.PutConfigurationAsync),
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
        new("GetObjectRetention", "GET", S3Target.Object, "retention", ObjectsPermissions.Read, ObjectLocking.GetRetentionAsync),
        new("PutObjectRetention", "PUT", S3Target.Object, "retention", ObjectsPermissions.Write, ObjectLocking.PutRetentionAsync),
        new("GetObjectLegalHold", "GET", S3Target.Object, "legal-hold", ObjectsPermissions.Read, ObjectLocking.GetLegalHoldAsync),
        new("PutObjectLegalHold", "PUT", S3Target.Object, "legal-hold", ObjectsPermissions.Write, ObjectLocking.PutLegalHoldAsync),
        .. Unsupported(S3Target.Object, ObjectSubresources),
        new("CopyObject", "PUT", S3Target.Object, "x-amz-copy-source", ObjectsPermissions.Write, CopyObject.HandleAsync),
        new("PutObject", "PUT", S3Target.Object, null, ObjectsPermissions.Write, PutObject.HandleAsync),
        new("GetObject", "GET", S3Target.Object, null, ObjectsPermissions.Read, GetObject.HandleAsync),
        new("HeadObject", "HEAD", S3Target.Object, null, ObjectsPermissions.Read, GetObject.HandleAsync),
        new("DeleteObject", "DELETE", S3Target.Object, null, ObjectsPermissions.Write, DeleteObject.HandleAsync),
    ];

    // Versions, locks and lifecycles are those of objects; a keyspace has its own ways to keep what was.
    private static readonly FrozenSet<string> ForPlainBuckets = new[]
    {
        "PutBucketVersioning", "ListObjectVersions", "PutBucketLifecycleConfiguration", "PutObjectLockConfiguration", "PutObjectRetention", "PutObjectLegalHold", "DeleteBucket",
    }.ToFrozenSet();

    private static readonly FrozenDictionary<(S3Target, string), S3Operation[]> ByMethod =
        All.GroupBy(operation => (operation.Target, operation.Method)).ToFrozenDictionary(group => group.Key, group => group.ToArray());

    public static S3Operation? Find(HttpRequest request, S3Target target) =>
        ByMethod.TryGetValue((target, request.Method), out var operations) ? Array.Find(operations, operation => operation.IsMarkedBy(request)) : null;

    public static bool NeedsPlainBucket(S3Operation operation) => ForPlainBuckets.Contains(operation.Name);

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
