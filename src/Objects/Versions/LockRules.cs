using Athanor.Objects.Model;
using Athanor.Objects.Wire.Documents;

namespace Athanor.Objects.Versions;

/// <summary>How locks come to be and how they may change. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html</summary>
internal static class LockRules
{
    /// <summary>The lock of a new version: the bucket's default retention holds where the client named none.</summary>
    public static ObjectLock? ForNew(ObjectLock? asked, ObjectLockConfiguration? bucket, DateTimeOffset now) =>
        asked?.Mode is not null || bucket?.Mode is null ? asked : (asked ?? new()) with { Mode = bucket.Mode, RetainUntil = bucket.RetainUntil(now) };

    /// <summary>A retention that is in force may be made longer by anybody; all else takes a bypass, and for compliance there is none.</summary>
    public static bool MayRetain(ObjectLock? present, Retention asked, DateTimeOffset now, bool bypassesGovernance)
    {
        if (present is null || !present.RetainsAt(now)) return true;
        if (asked.Mode == present.Mode && asked.Until >= present.RetainUntil) return true;
        return present.Mode == RetentionMode.Governance && bypassesGovernance;
    }
}
