using System.Text.Json.Serialization;

namespace Athanor.Datasets.Checks;

/// <summary>What a run of checks found. It serialises to JSON as it is, and is kept with the commit.</summary>
public sealed record CheckReport(DateTimeOffset StartedAt, double Seconds, IReadOnlyList<CheckOutcome> Checks)
{
    /// <summary>Whether no check of severity "error" failed.</summary>
    public bool Passed => Checks.All(check => check.Passed || check.Severity == CheckSeverity.Warning);
}

/// <summary>One check: how many files it looked at, how many of these were known from before, and what it found.</summary>
public sealed record CheckOutcome(
    string Name, string Kind, CheckSeverity Severity, bool Passed, long Examined, long Reused, long Found, IReadOnlyList<CheckFinding> Findings, double Seconds);

/// <summary>Something that is not as it should be, in words, with the files and the row it is about.</summary>
public sealed record CheckFinding(string Detail, IReadOnlyList<string> Files, long? Row = null)
{
    internal static CheckFinding In(string file, string detail, long? row = null) => new(detail, [file], row);
}

[JsonConverter(typeof(JsonStringEnumConverter<CheckSeverity>))]
public enum CheckSeverity
{
    [JsonStringEnumMemberName("error")]
    Error,

    [JsonStringEnumMemberName("warning")]
    Warning,
}
