namespace Athanor.Jobs.Scheduling;

/// <summary>What labels say of where data may be used: <c>eu-only</c> is the region eu.</summary>
internal static class Regions
{
    private const string Suffix = "-only";

    public static string? Of(IReadOnlyList<string> labels) => All(labels) switch
    {
        [] => null,
        [var region] => region,
        var several => string.Join('+', several),     // no machine stands in two regions
    };

    private static List<string> All(IReadOnlyList<string> labels) =>
        [.. labels.Where(label => label.EndsWith(Suffix, StringComparison.Ordinal)).Select(label => label[..^Suffix.Length]).Distinct().Order(StringComparer.Ordinal)];
}
