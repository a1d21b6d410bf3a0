namespace Athanor.Objects.Wire;

/// <summary>
/// A canned ACL, as far as grants to everybody, to everybody with a key and to the owner can say it.
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl
/// </summary>
internal sealed record CannedAcl(string Name, IReadOnlyList<AclGrant> Grants)
{
    private const string Everybody = "http://acs.amazonaws.com/groups/global/AllUsers";
    private const string EverybodyWithKey = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";

    private static readonly AclGrant OwnerHasAll = new(null, "FULL_CONTROL");

    // What a grant on a bucket is as actions of a policy.
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#acl-access-policy-permission-mapping
    private static readonly string[] ReadActions = ["s3:ListBucket", "s3:ListBucketVersions", "s3:ListBucketMultipartUploads"];
    private static readonly string[] WriteActions = ["s3:PutObject"];

    public static CannedAcl Private { get; } = new("private", [OwnerHasAll]);

    /// <summary>Whether this list, on a bucket, lets everybody do it.</summary>
    public bool Allows(string action) => Grants.Any(grant => grant.Group is not null && (grant.Permission == "READ" ? ReadActions : WriteActions).Contains(action));

    public bool IsPublic => Grants.Any(grant => grant.Group is not null);

    public static Reading<CannedAcl> Read(string name) => name switch
    {
        "private" or "bucket-owner-full-control" or "bucket-owner-read" => new CannedAcl(name, [OwnerHasAll]),
        "public-read" => new CannedAcl(name, [OwnerHasAll, new(Everybody, "READ")]),
        "public-read-write" => new CannedAcl(name, [OwnerHasAll, new(Everybody, "READ"), new(Everybody, "WRITE")]),
        "authenticated-read" => new CannedAcl(name, [OwnerHasAll, new(EverybodyWithKey, "READ")]),
        "aws-exec-read" or "log-delivery-write" => S3Error.NotImplemented($"x-amz-acl: {name}"),
        _ => S3Errors.InvalidArgument.With("ArgumentName", "x-amz-acl").With("ArgumentValue", name),
    };
}
