using System.Buffers;
using Athanor.Objects.Wire.Xml;

namespace Athanor.Objects.Wire.Documents;

internal sealed record LifecycleConfiguration(IReadOnlyList<LifecycleRule> Rules)
{
    private const int MaximumRules = 1000;

    public static Reading<LifecycleConfiguration> Read(ReadOnlyMemory<byte> body)
    {
        return XmlBody.Read(body, "LifecycleConfiguration").TryGet(out var root, out var error) ? Read(root) : error;
    }

    public static Reading<LifecycleConfiguration> Read(Element root)
    {
        var rules = new List<LifecycleRule>();
        foreach (var element in root.All("Rule"))
        {
            if (rules.Count == MaximumRules) return S3Errors.MalformedXml;
            if (!LifecycleRuleReader.Read(element).TryGet(out var rule, out var error)) return error;
            if (rule.Id is not null && rules.Any(other => other.Id == rule.Id)) return S3Errors.InvalidArgument.Because("Rule ID must be unique. Found same ID for more than one rule");
            rules.Add(rule);
        }
        return rules.Count > 0 ? new LifecycleConfiguration(rules) : S3Errors.MalformedXml;
    }

    public void Write(IBufferWriter<byte> target) => new XmlAnswer(target).Begin("LifecycleConfiguration").Each(Rules, WriteRule).End();

    private static void WriteRule(XmlAnswer answer, LifecycleRule rule)
    {
        answer.Open("Rule").Text("ID", rule.Id).Text("Status", rule.IsEnabled ? "Enabled" : "Disabled");
        if (rule.HasOldForm) answer.Text("Prefix", rule.Filter.Prefix);
        else WriteFilter(answer, rule.Filter);

        if (rule.ExpireAfterDays is not null || rule.ExpireAt is not null || rule.RemovesLoneDeleteMarkers)
        {
            answer.Open("Expiration").Number("Days", rule.ExpireAfterDays).Time("Date", rule.ExpireAt);
            if (rule.RemovesLoneDeleteMarkers) answer.Flag("ExpiredObjectDeleteMarker", true);
            answer.Close();
        }
        if (rule.NoncurrentDays is not null)
            answer.Open("NoncurrentVersionExpiration").Number("NoncurrentDays", rule.NoncurrentDays).Number("NewerNoncurrentVersions", rule.NewerNoncurrentVersions).Close();
        if (rule.AbortUploadsAfterDays is not null)
            answer.Open("AbortIncompleteMultipartUpload").Number("DaysAfterInitiation", rule.AbortUploadsAfterDays).Close();
        answer.Close();
    }

    // More than one condition stands within an And.
    private static void WriteFilter(XmlAnswer answer, LifecycleFilter filter)
    {
        var conditions = filter.Tags.Count + (filter.Prefix.Length > 0 ? 1 : 0) + (filter.LargerThan is null ? 0 : 1) + (filter.SmallerThan is null ? 0 : 1);
        answer.Open("Filter");
        if (conditions > 1) answer.Open("And");
        if (filter.Prefix.Length > 0 || conditions == 0) answer.Text("Prefix", filter.Prefix);
        answer
            .Each(filter.Tags, (each, tag) => each.Open("Tag").Text("Key", tag.Key).Text("Value", tag.Value).Close())
            .Number("ObjectSizeGreaterThan", filter.LargerThan)
            .Number("ObjectSizeLessThan", filter.SmallerThan);
        if (conditions > 1) answer.Close();
        answer.Close();
    }
}
