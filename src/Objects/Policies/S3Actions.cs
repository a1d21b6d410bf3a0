using System.Collections.Frozen;

namespace Athanor.Objects.Policies;

/// <summary>
/// Which permission each operation of S3 needs. An operation on one version of an object needs that of versions instead, where
/// there is one. https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
/// </summary>
internal static class S3Actions
{
    public const string Prefix = "s3:";
    public const string BypassGovernanceRetention = "s3:BypassGovernanceRetention";

    private static readonly FrozenDictionary<string, string> ByOperation = new Dictionary<string, string>
    {
        ["ListBuckets"] = "s3:ListAllMyBuckets",
        ["CreateBucket"] = "s3:CreateBucket",
        ["DeleteBucket"] = "s3:DeleteBucket",
        ["HeadBucket"] = "s3:ListBucket",
        ["GetBucketLocation"] = "s3:GetBucketLocation",
        ["ListObjects"] = "s3:ListBucket",
        ["ListObjectsV2"] = "s3:ListBucket",
        ["ListObjectVersions"] = "s3:ListBucketVersions",
        ["ListMultipartUploads"] = "s3:ListBucketMultipartUploads",
        ["GetBucketVersioning"] = "s3:GetBucketVersioning",
        ["PutBucketVersioning"] = "s3:PutBucketVersioning",
        ["GetBucketTagging"] = "s3:GetBucketTagging",
        ["PutBucketTagging"] = "s3:PutBucketTagging",
        ["DeleteBucketTagging"] = "s3:PutBucketTagging",
        ["GetBucketPolicy"] = "s3:GetBucketPolicy",
        ["PutBucketPolicy"] = "s3:PutBucketPolicy",
        ["DeleteBucketPolicy"] = "s3:DeleteBucketPolicy",
        ["GetBucketPolicyStatus"] = "s3:GetBucketPolicyStatus",
        ["GetPublicAccessBlock"] = "s3:GetBucketPublicAccessBlock",
        ["PutPublicAccessBlock"] = "s3:PutBucketPublicAccessBlock",
        ["DeletePublicAccessBlock"] = "s3:PutBucketPublicAccessBlock",
        ["GetBucketOwnershipControls"] = "s3:GetBucketOwnershipControls",
        ["PutBucketOwnershipControls"] = "s3:PutBucketOwnershipControls",
        ["DeleteBucketOwnershipControls"] = "s3:PutBucketOwnershipControls",
        ["GetBucketAcl"] = "s3:GetBucketAcl",
        ["PutBucketAcl"] = "s3:PutBucketAcl",
        ["GetBucketCors"] = "s3:GetBucketCORS",
        ["PutBucketCors"] = "s3:PutBucketCORS",
        ["DeleteBucketCors"] = "s3:PutBucketCORS",
        ["GetBucketLifecycleConfiguration"] = "s3:GetLifecycleConfiguration",
        ["PutBucketLifecycleConfiguration"] = "s3:PutLifecycleConfiguration",
        ["DeleteBucketLifecycle"] = "s3:PutLifecycleConfiguration",
        ["GetBucketEncryption"] = "s3:GetEncryptionConfiguration",
        ["PutBucketEncryption"] = "s3:PutEncryptionConfiguration",
        ["DeleteBucketEncryption"] = "s3:PutEncryptionConfiguration",
        ["GetObjectLockConfiguration"] = "s3:GetBucketObjectLockConfiguration",
        ["PutObjectLockConfiguration"] = "s3:PutBucketObjectLockConfiguration",
        ["GetObject"] = "s3:GetObject",
        ["HeadObject"] = "s3:GetObject",
        ["GetObjectAttributes"] = "s3:GetObjectAttributes",
        ["PutObject"] = "s3:PutObject",
        ["PostObject"] = "s3:PutObject",
        ["CopyObject"] = "s3:PutObject",
        ["CreateMultipartUpload"] = "s3:PutObject",
        ["UploadPart"] = "s3:PutObject",
        ["UploadPartCopy"] = "s3:PutObject",
        ["CompleteMultipartUpload"] = "s3:PutObject",
        ["AbortMultipartUpload"] = "s3:AbortMultipartUpload",
        ["ListParts"] = "s3:ListMultipartUploadParts",
        ["DeleteObject"] = "s3:DeleteObject",
        ["DeleteObjects"] = "s3:DeleteObject",
        ["GetObjectTagging"] = "s3:GetObjectTagging",
        ["PutObjectTagging"] = "s3:PutObjectTagging",
        ["DeleteObjectTagging"] = "s3:DeleteObjectTagging",
        ["GetObjectAcl"] = "s3:GetObjectAcl",
        ["PutObjectAcl"] = "s3:PutObjectAcl",
        ["GetObjectRetention"] = "s3:GetObjectRetention",
        ["PutObjectRetention"] = "s3:PutObjectRetention",
        ["GetObjectLegalHold"] = "s3:GetObjectLegalHold",
        ["PutObjectLegalHold"] = "s3:PutObjectLegalHold",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> OfVersions = new Dictionary<string, string>
    {
        ["s3:GetObject"] = "s3:GetObjectVersion",
        ["s3:GetObjectAttributes"] = "s3:GetObjectVersionAttributes",
        ["s3:DeleteObject"] = "s3:DeleteObjectVersion",
        ["s3:GetObjectTagging"] = "s3:GetObjectVersionTagging",
        ["s3:PutObjectTagging"] = "s3:PutObjectVersionTagging",
        ["s3:DeleteObjectTagging"] = "s3:DeleteObjectVersionTagging",
        ["s3:GetObjectAcl"] = "s3:GetObjectVersionAcl",
        ["s3:PutObjectAcl"] = "s3:PutObjectVersionAcl",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static FrozenSet<string> All { get; } = ByOperation.Values.Concat(OfVersions.Values).Append(BypassGovernanceRetention).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> Operations => ByOperation.Keys;

    /// <summary>Null for an operation that a policy cannot speak of, because it is not supported.</summary>
    public static string? Find(string operation, bool namesVersion) => ByOperation.ContainsKey(operation) ? Of(operation, namesVersion) : null;

    public static string Of(string operation, bool namesVersion = false)
    {
        var action = ByOperation[operation];
        return namesVersion ? OfVersions.GetValueOrDefault(action, action) : action;
    }
}
