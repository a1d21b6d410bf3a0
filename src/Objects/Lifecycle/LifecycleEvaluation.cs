using Athanor.Objects.Model;
using Athanor.Objects.Wire.Documents;

namespace Athanor.Objects.Lifecycle;

/// <summary>
/// What rules say of one version at one moment. Nothing but the arguments counts, so a preview is what a run then does.
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
/// </summary>
internal static class LifecycleEvaluation
{
    /// <summary>What is due for a version now, by the rule that was due first; null where nothing is, or where a lock keeps it.</summary>
    public static LifecycleDecision? Decide(IEnumerable<LifecycleRule> rules, StoredObject version, VersionPlace place, DateTimeOffset now)
    {
        var decision = rules
            .Where(rule => rule.IsEnabled && rule.Filter.Matches(version.Key, version.Headers.Tags, version.Size))
            .Select(rule => Decide(rule, version, place))
            .Where(decision => decision is not null && decision.Due <= now)
            .MinBy(decision => decision!.Due);
        return decision is { Action: LifecycleAction.Remove } && version.Headers.Lock?.Keeps(now, bypassesGovernance: false) is true ? null : decision;
    }

    /// <summary>When an object of this kind expires, and by which rule, if it stays the latest of its key.</summary>
    public static LifecycleDecision? ExpiryOf(IEnumerable<LifecycleRule> rules, StoredObject latest) => rules
        .Where(rule => rule.IsEnabled && rule.Filter.Matches(latest.Key, latest.Headers.Tags, latest.Size))
        .Select(rule => ExpirationOf(rule, latest))
        .Where(decision => decision is not null)
        .MinBy(decision => decision!.Due);

    /// <summary>When an upload to this key is aborted, and by which rule.</summary>
    public static LifecycleDecision? AbortOf(IEnumerable<LifecycleRule> rules, string key, DateTimeOffset startedAt) => rules
        .Where(rule => rule is { IsEnabled: true, AbortUploadsAfterDays: not null } && key.StartsWith(rule.Filter.Prefix, StringComparison.Ordinal))
        .Select(rule => new LifecycleDecision(LifecycleAction.Abort, rule, DueAfter(startedAt, rule.AbortUploadsAfterDays!.Value)))
        .MinBy(decision => decision.Due);

    /// <summary>"Adding the number of days specified in the rule to the object creation time and rounding up the resulting time to the next day at midnight UTC."</summary>
    public static DateTimeOffset DueAfter(DateTimeOffset moment, int days)
    {
        var utc = moment.ToUniversalTime();
        var midnight = new DateTimeOffset(utc.Date, TimeSpan.Zero);
        if (midnight < utc) days = days == int.MaxValue ? days : days + 1;
        return days < (DateTimeOffset.MaxValue - midnight).TotalDays ? midnight.AddDays(days) : DateTimeOffset.MaxValue;
    }

    private static LifecycleDecision? Decide(LifecycleRule rule, StoredObject version, VersionPlace place)
    {
        if (!place.IsLatest) return NoncurrentOf(rule, place);
        if (!version.IsMarker) return ExpirationOf(rule, version);
        return place.IsAlone ? LoneMarkerOf(rule, version) : null;
    }

    private static LifecycleDecision? NoncurrentOf(LifecycleRule rule, VersionPlace place) =>
        rule.NoncurrentDays is { } days && place.NewerNoncurrent >= (rule.NewerNoncurrentVersions ?? 0)
            ? new(LifecycleAction.Remove, rule, DueAfter(place.SupersededAt!.Value, days))
            : null;

    private static LifecycleDecision? ExpirationOf(LifecycleRule rule, StoredObject version)
    {
        if (rule.ExpireAt is { } date) return new(LifecycleAction.Expire, rule, date);
        return rule.ExpireAfterDays is { } days ? new(LifecycleAction.Expire, rule, DueAfter(version.StoredAt, days)) : null;
    }

    // A marker that hides nothing any more also goes with the objects that expire at its age.
    private static LifecycleDecision? LoneMarkerOf(LifecycleRule rule, StoredObject marker)
    {
        if (rule.RemovesLoneDeleteMarkers) return new(LifecycleAction.Remove, rule, marker.StoredAt);
        return rule.ExpireAfterDays is { } days ? new(LifecycleAction.Remove, rule, DueAfter(marker.StoredAt, days)) : null;
    }
}
