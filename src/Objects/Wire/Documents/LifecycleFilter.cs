namespace Athanor.Objects.Wire.Documents;

/// <summary>Which objects a rule is about: all of these hold.</summary>
internal sealed record LifecycleFilter(string Prefix, IReadOnlyList<KeyValuePair<string, string>> Tags, long? LargerThan, long? SmallerThan)
{
    public bool Matches(string key, IReadOnlyCollection<KeyValuePair<string, string>> tags, long bytes) =>
        key.StartsWith(Prefix, StringComparison.Ordinal) && Tags.All(tags.Contains) && !(bytes <= LargerThan) && !(bytes >= SmallerThan);
}
