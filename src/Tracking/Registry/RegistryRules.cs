using System.Globalization;
using System.Text.RegularExpressions;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Model;

namespace Athanor.Tracking.Registry;

/// <summary>What names, versions and tags of models may be: MLflow's rules, and what keeps a name from being read as a path or an address.</summary>
internal static partial class RegistryRules
{
    private const int LongestName = 256;
    private const int LongestAlias = 255;
    private const int LongestTag = 100_000;
    private const int LongestDescription = 5000;
    private const int LongestLink = 500;
    private const int LongestReason = 1000;
    private const int MostTags = 100;

    public static void CheckName(string name)
    {
        if (name.Length == 0 || TrackingRules.LengthOf(name) > LongestName || name is "." or ".." || name.Any(letter => char.IsControl(letter) || letter is '/' or '\\' or ':' or '@' or '#' or '?' or '%'))
            throw new ProblemException(RegistryProblems.BadName(name));
    }

    public static void CheckAlias(string alias)
    {
        if (!OfAlias().IsMatch(alias)) throw new ProblemException(RegistryProblems.BadAlias(alias));
        TrackingRules.CheckLength("Registered model alias name", alias, LongestAlias);
        if (alias.Equals("latest", StringComparison.OrdinalIgnoreCase)) throw new ProblemException(RegistryProblems.Invalid("'latest' alias name (case insensitive) is reserved."));
        if (LikeVersion().IsMatch(alias)) throw new ProblemException(RegistryProblems.Invalid($"Version alias name '{alias}' is reserved."));
    }

    public static void CheckModelTags(IReadOnlyList<NamedText> tags) => CheckTags("Registered model", tags);

    public static void CheckVersionTags(IReadOnlyList<NamedText> tags) => CheckTags("Model version", tags);

    public static void CheckTagKey(string key) => TrackingRules.CheckKey("tag", "Tag key", key);

    public static void CheckDescription(string? description)
    {
        if (description is not null) TrackingRules.CheckLength("Description", description, LongestDescription);
    }

    public static string? CheckLink(string? link)
    {
        if (link is { Length: > 0 }) TrackingRules.CheckLength("Run link", link, LongestLink);
        return link is "" ? null : link;
    }

    public static void CheckReason(string reason)
    {
        if (string.IsNullOrWhiteSpace(reason) || TrackingRules.LengthOf(reason) > LongestReason) throw new ProblemException(RegistryProblems.NoReason);
    }

    public static long ParseVersion(string version) =>
        long.TryParse(version, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw new ProblemException(RegistryProblems.BadVersion(version));

    private static void CheckTags(string what, IReadOnlyList<NamedText> tags)
    {
        if (tags.Count > MostTags) throw new ProblemException(RegistryProblems.Invalid($"At most {MostTags} tags can be given at once. Got {tags.Count} tags."));
        foreach (var tag in tags)
        {
            TrackingRules.CheckKey("tag", $"{what} key", tag.Key);
            TrackingRules.CheckLength($"{what} value", tag.Value, LongestTag);
        }
    }

    [GeneratedRegex(@"\A[\w\-]+\z")]
    private static partial Regex OfAlias();

    [GeneratedRegex(@"\A[vV]\d+\z")]
    private static partial Regex LikeVersion();
}
