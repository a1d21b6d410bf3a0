using Athanor.Foundation.Databases;
using Athanor.Objects.Model;
using Athanor.Objects.Versions;
using Athanor.Objects.Wire.Documents;

namespace Athanor.Objects.Lifecycle;

/// <summary>Does what a scan found, within a transaction that asks all of it again: a version may have gone, been locked or been tagged otherwise since.</summary>
internal sealed class LifecycleAct(WriteSession session, Bucket bucket, LifecycleConfiguration configuration, DateTimeOffset now, Func<string, StoredObject> newMarker)
{
    public const string Actor = "system";

    private readonly LifecycleScan _scan = new(bucket, configuration);

    public LifecycleCounts Do(LifecycleFinding finding)
    {
        var found = ObjectsDatabase.FindVersion(session, bucket.Id, finding.Version.Key, finding.Version.Version);
        if (found is null || !IsSame(found, finding.Version)) return LifecycleCounts.None;
        if (LifecycleEvaluation.Decide(configuration.Rules, found, LifecycleDatabase.PlaceOf(session, bucket.Id, found), now) is not { } decision) return LifecycleCounts.None;

        var keeping = new VersionKeeping(session, bucket);
        var due = finding with { Version = found, Decision = decision };
        if (decision.Action == LifecycleAction.Expire) keeping.Hide(found.Key, () => newMarker(found.Key));
        else if (keeping.Remove(found.Key, found.Version, now, bypassesGovernance: false).Removed is null) return LifecycleCounts.None;

        var isHiding = _scan.IsHiding(due);
        var fact = ObjectStore.FactOf(Actor, isHiding ? "object.hidden" : "object.deleted", bucket, found.Key, found.Version);
        fact.Details["rule"] = decision.Rule.Id;
        session.Record(fact);
        return new(isHiding ? 1 : 0, isHiding ? 0 : 1, 0, _scan.BytesOf(due));
    }

    // Versions named "null" replace each other, so the name alone does not tell one from another.
    private static bool IsSame(StoredObject found, StoredObject seen) =>
        (found.IsLatest, found.StoredAt, found.ETag, found.IsMarker) == (seen.IsLatest, seen.StoredAt, seen.ETag, seen.IsMarker);
}
