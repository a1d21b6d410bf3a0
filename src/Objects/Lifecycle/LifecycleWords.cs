using Athanor.Foundation.Units;
using Athanor.Objects.Wire.Documents;

namespace Athanor.Objects.Lifecycle;

/// <summary>A lifecycle rule as a sentence of English.</summary>
internal static class LifecycleWords
{
    public static string Of(LifecycleRule rule)
    {
        var label = rule.Id is { Length: > 0 } id ? $"{id}: " : "";
        var state = rule.IsEnabled ? "" : " It is switched off.";
        return $"{label}{FilterOf(rule.Filter)}: {string.Join("; ", ActionsOf(rule))}.{state}";
    }

    private static string FilterOf(LifecycleFilter filter)
    {
        var text = filter.Prefix.Length > 0 ? $"of what begins with {filter.Prefix}" : "of everything";
        foreach (var (name, value) in filter.Tags) text += $", with the tag {name}={value}";
        if (filter.LargerThan is { } larger) text += $", larger than {new Bytes(larger)}";
        if (filter.SmallerThan is { } smaller) text += $", smaller than {new Bytes(smaller)}";
        return text;
    }

    private static IEnumerable<string> ActionsOf(LifecycleRule rule)
    {
        if (rule.ExpireAfterDays is { } days) yield return $"objects are deleted {days} days after they were stored";
        if (rule.ExpireAt is { } moment) yield return $"objects are deleted on {moment.UtcDateTime:yyyy-MM-dd}";
        if (rule.NoncurrentDays is { } noncurrent) yield return $"earlier versions are removed for good {noncurrent} days after they were replaced{(rule.NewerNoncurrentVersions is { } kept ? $", but the newest {kept} of them stay" : "")}";
        if (rule.RemovesLoneDeleteMarkers) yield return "delete markers are removed once no version is left";
        if (rule.AbortUploadsAfterDays is { } uploads) yield return $"unfinished uploads are aborted {uploads} days after they began";
    }
}
