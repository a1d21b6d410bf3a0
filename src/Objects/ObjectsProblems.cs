using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Problems;
using Athanor.Objects.Wire;

namespace Athanor.Objects;

internal static class ObjectsProblems
{
    public const string QuotaExceededCode = "objects/quota-exceeded";

    public static Problem QuotaExceeded(Subject holder, long limit, string unit) => new(
        QuotaExceededCode, 403, $"This would exceed the quota of {limit} {unit} of the {holder.Kind} '{holder.Name}'; nothing was stored.", "Delete what is not needed, old versions and unfinished uploads too, or ask for a larger quota.");

    public static Problem BadQuota => new(
        "objects/bad-quota", 400, "A quota limits bytes, objects or both, each to a number that is not negative.", "Send `maximumBytes`, `maximumObjects` or both; DELETE removes a quota.");

    public static Problem BadLifecycle(string code, string reason) => new(
        "objects/bad-lifecycle", 400, $"These are no lifecycle rules that a bucket could have: {reason} ({code}).", "Send them as PutBucketLifecycleConfiguration has them, in XML or in the JSON of the AWS command line.");

    public static Problem UnknownBucket(string name) => new("objects/unknown-bucket", 404, $"There is no bucket '{name}'.", "`athanor objects du` lists them.");

    public static Problem Refused(S3Error error) => new($"s3/{error.Code}", error.Status, error.Message, error.Code switch
    {
        "AccessDenied" => "It takes a role in the bucket's project, or a policy of the bucket that allows it. Nothing was changed.",
        "NoSuchBucket" => "Start from the list of buckets.",
        "NoSuchKey" or "NoSuchVersion" => "It was deleted or never there. Look at the versions of the object, where the bucket keeps them.",
        "BucketNotEmpty" => "Delete its objects, their earlier versions and unfinished uploads first.",
        "BucketAlreadyOwnedByYou" => "Choose another name: names of buckets are unique on this server.",
        _ => "Nothing was changed.",
    });

    public static Problem KeptByCustomer => new(
        "objects/kept-by-customer", 409, "This object is encrypted with a key that only its owner keeps.", "Read it with an S3 client that sends the key (SSE-C).");

    public static Problem Damaged => new("objects/damaged", 500, "The object's bytes on disk are damaged, so they are not served.", "Restore it from a copy, or from an earlier version.");

    public static Problem Replaced => new("objects/replaced", 409, "The object was replaced or deleted while it was read.", "Open it again.");
}
