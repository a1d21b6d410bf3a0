using Athanor.Objects.Model;
using Athanor.Objects.Wire.Documents;

namespace Athanor.Objects.Lifecycle;

/// <summary>The rules read plainly, over all versions in memory: what one run leaves of those that were there.</summary>
internal static class PlainReading
{
    public static IOrderedEnumerable<(string Key, string Version)> After(IReadOnlyList<StoredObject> versions, IReadOnlyList<LifecycleRule> rules, Versioning versioning, DateTimeOffset now) => versions
        .GroupBy(version => version.Key)
        .SelectMany(key => key.Where((version, index) => !IsGone([.. key], index, rules, versioning, now)))
        .Select(version => (version.Key, version.Version))
        .Concat(versions.Where(version => IsHiddenBySuspendedMarker(version, rules, versioning, now)).Select(version => (version.Key, StoredObject.NullVersion)))
        .Order();

    private static bool IsGone(StoredObject[] key, int index, IReadOnlyList<LifecycleRule> rules, Versioning versioning, DateTimeOffset now)
    {
        // A hidden object in a suspended bucket leaves a marker named "null", which takes the place of any version of that name.
        if (IsHiddenBySuspendedMarker(key[0], rules, versioning, now) && key[index].Version == StoredObject.NullVersion) return true;
        var isKept = key[index].Headers.Lock is { IsHeld: true };
        foreach (var rule in rules.Where(rule => Speaks(rule, key[index])))
        {
            if (index == 0 && !key[0].IsMarker && versioning == Versioning.Off && Expires(rule, key[0], now)) return true;
            if (index == 0 && key.Length == 1 && key[0].IsMarker && !isKept && (rule.RemovesLoneDeleteMarkers || (rule.ExpireAfterDays is { } age && Midnight(key[0].StoredAt.AddDays(age)) <= now))) return true;
            if (index > 0 && !isKept && rule.NoncurrentDays is { } days && index - 1 >= (rule.NewerNoncurrentVersions ?? 0) && Midnight(key[index - 1].StoredAt.AddDays(days)) <= now) return true;
        }
        return false;
    }

    private static bool IsHiddenBySuspendedMarker(StoredObject version, IReadOnlyList<LifecycleRule> rules, Versioning versioning, DateTimeOffset now) =>
        versioning == Versioning.Suspended && version is { IsLatest: true, IsMarker: false } && rules.Any(rule => Speaks(rule, version) && Expires(rule, version, now));

    private static bool Expires(LifecycleRule rule, StoredObject latest, DateTimeOffset now) => rule.ExpireAt <= now || (rule.ExpireAfterDays is { } days && Midnight(latest.StoredAt.AddDays(days)) <= now);

    private static bool Speaks(LifecycleRule rule, StoredObject version) =>
        rule.IsEnabled
        && version.Key.StartsWith(rule.Filter.Prefix, StringComparison.Ordinal)
        && rule.Filter.Tags.All(tag => version.Headers.Tags.TryGetValue(tag.Key, out var value) && value == tag.Value)
        && (rule.Filter.LargerThan is not { } larger || version.Size > larger)
        && (rule.Filter.SmallerThan is not { } smaller || version.Size < smaller);

    private static DateTimeOffset Midnight(DateTimeOffset moment) => moment.TimeOfDay == TimeSpan.Zero ? moment : new DateTimeOffset(moment.Date.AddDays(1), TimeSpan.Zero);
}
