using System.Globalization;
using Athanor.Objects.Wire.Xml;

namespace Athanor.Objects.Wire.Documents;

internal static class LifecycleRuleReader
{
    private static readonly string[] Actions = ["Days", "Date", "ExpiredObjectDeleteMarker"];

    public static Reading<LifecycleRule> Read(Element element)
    {
        if (element.Has("Transition") || element.Has("NoncurrentVersionTransition")) return S3Error.NotImplemented("Transition");
        if (element.TextOf("Status") is not ("Enabled" or "Disabled")) return S3Errors.MalformedXml;
        if (element.TextOf("ID") is { Length: > 255 }) return S3Errors.InvalidArgument.Because("ID length should not exceed allowed limit of 255");
        if (element.Has("Filter") == element.Has("Prefix")) return S3Errors.MalformedXml;
        if (!ReadFilter(element).TryGet(out var filter, out var error)) return error;

        var rule = new LifecycleRule
        {
            Id = element.TextOf("ID"),
            IsEnabled = element.TextOf("Status") == "Enabled",
            Filter = filter,
            HasOldForm = !element.Has("Filter"),
        };
        if (!ReadExpiration(rule, element.Find("Expiration")).TryGet(out rule, out error)) return error;
        if (!ReadNoncurrent(rule, element.Find("NoncurrentVersionExpiration")).TryGet(out rule, out error)) return error;
        if (!ReadAbort(rule, element.Find("AbortIncompleteMultipartUpload")).TryGet(out rule, out error)) return error;

        return rule.DoesSomething ? rule : S3Errors.InvalidRequest.Because("At least one action needs to be specified in a rule");
    }

    private static Reading<LifecycleFilter> ReadFilter(Element rule)
    {
        if (rule.Find("Filter") is not { } filter) return new LifecycleFilter(rule.Find("Prefix")!.Text, [], null, null);
        if (filter.Children.Count > 1) return S3Errors.MalformedXml;

        var conditions = filter.Find("And") ?? filter;
        var tags = new List<KeyValuePair<string, string>>();
        foreach (var tag in conditions.All("Tag"))
        {
            if (tag.Find("Key") is not { } key || tag.Find("Value") is not { } value) return S3Errors.MalformedXml;
            tags.Add(new(key.Text, value.Text));
        }
        if (!TagSet.Create(tags, TagSet.MaximumOfObject).TryGet(out _, out var error)) return error;
        if (!TryReadBytes(conditions, "ObjectSizeGreaterThan", out var larger) || !TryReadBytes(conditions, "ObjectSizeLessThan", out var smaller)) return S3Errors.MalformedXml;
        return new LifecycleFilter(conditions.Find("Prefix")?.Text ?? "", tags, larger, smaller);
    }

    private static Reading<LifecycleRule> ReadExpiration(LifecycleRule rule, Element? expiration)
    {
        if (expiration is null) return rule;
        if (Actions.Count(expiration.Has) != 1) return S3Errors.MalformedXml;
        if (expiration.TextOf("Days") is { } days) return TryReadDays(days, out var count) ? rule with { ExpireAfterDays = count } : NoDays("Expiration");
        if (expiration.TextOf("Date") is { } date)
        {
            if (!Iso8601.TryParse(date, out var moment)) return S3Errors.MalformedXml;
            return moment.TimeOfDay == TimeSpan.Zero ? rule with { ExpireAt = moment } : S3Errors.InvalidArgument.Because("'Date' must be at midnight GMT");
        }
        return expiration.TextOf("ExpiredObjectDeleteMarker") switch
        {
            "true" when rule.Filter.Tags.Count > 0 => S3Errors.InvalidRequest.Because("ExpiredObjectDeleteMarker cannot be specified with Tags"),
            "true" => rule with { RemovesLoneDeleteMarkers = true },
            "false" => rule,
            _ => S3Errors.MalformedXml,
        };
    }

    private static Reading<LifecycleRule> ReadNoncurrent(LifecycleRule rule, Element? expiration)
    {
        if (expiration is null) return rule;
        if (!TryReadDays(expiration.TextOf("NoncurrentDays"), out var days)) return NoDays("NoncurrentVersionExpiration");
        if (expiration.TextOf("NewerNoncurrentVersions") is not { } newer) return rule with { NoncurrentDays = days };
        return TryReadDays(newer, out var count) && count <= 100 ? rule with { NoncurrentDays = days, NewerNoncurrentVersions = count } : S3Errors.InvalidArgument.Because("'NewerNoncurrentVersions' must be between 1 and 100");
    }

    private static Reading<LifecycleRule> ReadAbort(LifecycleRule rule, Element? abort)
    {
        if (abort is null) return rule;
        if (rule.Filter.Tags.Count > 0) return S3Errors.InvalidRequest.Because("AbortIncompleteMultipartUpload cannot be specified with Tags");
        if (rule.Filter is not { LargerThan: null, SmallerThan: null }) return S3Errors.InvalidRequest.Because("AbortIncompleteMultipartUpload cannot be specified with Object Size");
        return TryReadDays(abort.TextOf("DaysAfterInitiation"), out var days) ? rule with { AbortUploadsAfterDays = days } : NoDays("AbortIncompleteMultipartUpload");
    }

    private static bool TryReadDays(string? text, out int days) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out days) && days > 0;

    private static bool TryReadBytes(Element conditions, string name, out long? bytes)
    {
        var text = conditions.TextOf(name);
        var isNumber = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        bytes = isNumber ? number : null;
        return isNumber || text is null;
    }

    private static S3Error NoDays(string action) => S3Errors.InvalidArgument.Because($"'Days' for {action} action must be a positive integer");
}
