using System.Collections.Frozen;

namespace Athanor.Objects.Policies;

/// <summary>What a condition may look at. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html</summary>
internal static class ConditionKeys
{
    public const string SourceIp = "aws:SourceIp";
    public const string SecureTransport = "aws:SecureTransport";
    public const string UserName = "aws:username";
    public const string UserId = "aws:userid";
    public const string PrincipalArn = "aws:PrincipalArn";
    public const string PrincipalType = "aws:PrincipalType";
    public const string CurrentTime = "aws:CurrentTime";
    public const string EpochTime = "aws:EpochTime";
    public const string Referer = "aws:Referer";
    public const string UserAgent = "aws:UserAgent";
    public const string ExistingObjectTag = "s3:ExistingObjectTag/";
    public const string RequestObjectTag = "s3:RequestObjectTag/";

    private static readonly FrozenSet<string> Known = new[]
    {
        SourceIp, SecureTransport, UserName, UserId, PrincipalArn, PrincipalType, CurrentTime, EpochTime, Referer, UserAgent,
        "s3:authType", "s3:signatureAge", "s3:signatureversion", "s3:TlsVersion", "s3:x-amz-content-sha256",
        "s3:prefix", "s3:delimiter", "s3:max-keys", "s3:VersionId", "s3:LocationConstraint", "s3:RequestObjectTagKeys", "s3:if-match", "s3:if-none-match",
        "s3:x-amz-acl", "s3:x-amz-copy-source", "s3:x-amz-metadata-directive", "s3:x-amz-server-side-encryption", "s3:x-amz-server-side-encryption-customer-algorithm",
        "s3:x-amz-storage-class", "s3:x-amz-grant-read", "s3:x-amz-grant-write", "s3:x-amz-grant-full-control", "s3:x-amz-object-ownership",
        "s3:object-lock-mode", "s3:object-lock-retain-until-date", "s3:object-lock-remaining-retention-days", "s3:object-lock-legal-hold", "s3:ResourceAccount",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyCollection<string> All => Known;

    public static bool IsKnown(string key) =>
        Known.Contains(key)
        || (key.StartsWith(ExistingObjectTag, StringComparison.OrdinalIgnoreCase) && key.Length > ExistingObjectTag.Length)
        || (key.StartsWith(RequestObjectTag, StringComparison.OrdinalIgnoreCase) && key.Length > RequestObjectTag.Length);
}
