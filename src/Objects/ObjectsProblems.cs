using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Problems;

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
}
