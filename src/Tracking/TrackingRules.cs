using System.Globalization;
using System.Text;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Model;

namespace Athanor.Tracking;

/// <summary>What names and values may be, and how many of them come at once: MLflow's limits. Lengths count letters, as in Python.</summary>
internal static class TrackingRules
{
    public const int MetricsPerBatch = 1000;
    public const int TextsPerBatch = 100;
    public const int LongestParam = 6000;
    public const int LongestTag = 8000;

    private const int LongestKey = 250;
    private const int LongestExperimentName = 500;
    private const int LongestExperimentTag = 5000;
    private const int LongestDatasetName = 500;
    private const int LongestDigest = 36;
    private const int LongestRunName = 250;

    private const string KeyRule = "Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).";

    /// <summary>The batch as it is kept: parameters and tags that are too long are cut, as in MLflow.</summary>
    public static LoggedBatch Check(LoggedBatch batch)
    {
        CheckCount("metrics", MetricsPerBatch, batch.Metrics.Count);
        CheckCount("params", TextsPerBatch, batch.Params.Count);
        CheckCount("tags", TextsPerBatch, batch.Tags.Count);
        CheckCount("metrics, params, and tags", MetricsPerBatch, batch.Metrics.Count + batch.Params.Count + batch.Tags.Count);
        foreach (var metric in batch.Metrics) Check(metric);
        CheckUnique(batch.Params);
        return batch with { Params = [.. batch.Params.Select(CheckParam)], Tags = [.. batch.Tags.Select(CheckTag)] };
    }

    public static NamedText CheckTag(NamedText tag)
    {
        CheckKey("tag", "Tag key", tag.Key);
        return tag with { Value = Cut(tag.Value, LongestTag) };
    }

    public static void CheckExperimentTag(NamedText tag)
    {
        CheckKey("tag", "Tag key", tag.Key);
        CheckLength("Tag value", tag.Value, LongestExperimentTag);
    }

    public static void CheckExperimentName(string name)
    {
        if (name.Length == 0) throw new ProblemException(TrackingProblems.Invalid("Invalid experiment name: ''"));
        if (LengthOf(name) > LongestExperimentName) throw new ProblemException(TrackingProblems.Invalid($"Experiment name exceeds the maximum length of {LongestExperimentName} characters"));
    }

    public static void CheckRunName(string name) => CheckLength("Run name", name, LongestRunName);

    public static void CheckUser(string user) => CheckLength("User", user, LongestKey);

    public static void Check(DatasetInput input)
    {
        if (input.Name.Length == 0 || LengthOf(input.Name) > LongestDatasetName) throw new ProblemException(TrackingProblems.Invalid($"Dataset name must be 1 to {LongestDatasetName} characters."));
        if (input.Digest.Length == 0 || LengthOf(input.Digest) > LongestDigest) throw new ProblemException(TrackingProblems.Invalid($"Dataset digest must be 1 to {LongestDigest} characters."));
        CheckCount("tags", TextsPerBatch, input.Tags.Count);
    }

    private static void Check(LoggedMetric metric)
    {
        CheckKey("metric", "Metric name", metric.Key);
        if (metric.Point.Timestamp < 0)
            throw new ProblemException(TrackingProblems.Invalid($"Got invalid timestamp {metric.Point.Timestamp} for metric '{metric.Key}'. Timestamp must be a nonnegative long (64-bit integer) "));
    }

    private static NamedText CheckParam(NamedText param)
    {
        CheckKey("parameter", "Param key", param.Key);
        return param with { Value = Cut(param.Value, LongestParam) };
    }

    private static void CheckUnique(IReadOnlyList<NamedText> parameters)
    {
        var twice = parameters.GroupBy(param => param.Key, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => $"'{group.Key}'").ToList();
        if (twice.Count > 0)
            throw new ProblemException(TrackingProblems.Invalid($"Duplicate parameter keys have been submitted: [{string.Join(", ", twice)}]. Please ensure the request contains only one param value per param key."));
    }

    internal static void CheckKey(string kind, string what, string key)
    {
        CheckLength(what, key, LongestKey);
        if (key.Length == 0 || !key.EnumerateRunes().All(IsOfKey)) throw new ProblemException(TrackingProblems.Invalid($"Invalid {kind} name: '{key}'. {KeyRule}"));
        if (LooksLikeAnotherPath(key))
            throw new ProblemException(TrackingProblems.Invalid($"Invalid {kind} name: '{key}'. Names may be treated as files in certain cases, and must not resolve to other names when treated as such."));
    }

    // Marks stand above and below the letters of many scripts; without them, words cannot be written in those.
    private static bool IsOfKey(Rune letter) => Rune.IsLetterOrDigit(letter) || letter.Value is '_' or '-' or '.' or ' ' or ':' or '/'
        || Rune.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    private static bool LooksLikeAnotherPath(string key) => key.StartsWith('/') || key.Split('/').Any(part => part is "" or "." or "..");

    private static void CheckCount(string what, int limit, int count)
    {
        if (count > limit) throw new ProblemException(TrackingProblems.TooMany(what, limit, count));
    }

    internal static void CheckLength(string what, string text, int limit)
    {
        if (LengthOf(text) is var length && length > limit) throw new ProblemException(TrackingProblems.TooLong(what, text, length, limit));
    }

    internal static int LengthOf(string text) => text.Length - text.Count(char.IsLowSurrogate);

    private static string Cut(string text, int limit)
    {
        if (text.Length <= limit) return text;
        var end = 0;
        for (var letters = 0; letters < limit && end < text.Length; letters++) end += char.IsHighSurrogate(text[end]) && end + 1 < text.Length ? 2 : 1;
        return text[..end];
    }
}
