using System.Globalization;
using Athanor.Foundation.Units;
using Athanor.Jobs.Model;

namespace Athanor.WebConsole.Jobs;

/// <summary>Jobs in the words of the pages.</summary>
internal static class JobWords
{
    public static string Of(JobState state) => state.ToString().ToLowerInvariant();

    /// <summary>The class of the badge that shows a state.</summary>
    public static string ToneOf(JobState state) => state switch
    {
        JobState.Succeeded => "ok",
        JobState.Failed => "fault",
        JobState.Placed or JobState.Running => "ember",
        JobState.Stopping => "warning",
        _ => "",
    };

    /// <summary>Such as <c>2 h 5 min</c>: the two greatest units that matter.</summary>
    public static string Of(TimeSpan time) => time switch
    {
        { TotalDays: >= 1 } => Two((int)time.TotalDays, "d", time.Hours, "h"),
        { TotalHours: >= 1 } => Two(time.Hours, "h", time.Minutes, "min"),
        { TotalMinutes: >= 1 } => Two(time.Minutes, "min", time.Seconds, "s"),
        { TotalSeconds: >= 10 } => $"{(int)time.TotalSeconds} s",
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, time.TotalSeconds):0.#} s"),
    };

    /// <summary>What all replicas need together with their number: <c>2 × 4 CPUs, 16 GiB, 1 gpu</c>.</summary>
    public static string Of(JobSpecification specification)
    {
        var needs = specification.Needs;
        var each = $"{CpusOf(needs.Cpus)}, {needs.Memory}{(needs.Accelerators is { } accelerators ? $", {Of(accelerators)}" : "")}";
        return specification.Replicas == 1 ? each : $"{specification.Replicas} × ({each})";
    }

    /// <summary>A line for the shell as it was written; else the words as one could type them.</summary>
    public static string CommandOf(JobSpecification specification) => specification.Command is ["/bin/sh", "-c", var line] ? line.TrimEnd('\n') : string.Join(' ', specification.Command.Select(Quoted));

    public static string Of(AcceleratorNeeds needs) =>
        $"{needs.Count} {needs.Model ?? needs.Kind}{(needs.Memory.Value > 0 ? $" of at least {needs.Memory}" : "")}";

    /// <summary>As a word for the shell.</summary>
    public static string Quoted(string word) => word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || "_-./=:,@%+".Contains(letter, StringComparison.Ordinal)) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string CpusOf(Cpus cpus) => cpus == Cpus.Of(1) ? "1 CPU" : $"{cpus} CPUs";

    private static string Two(int first, string unit, int second, string smaller) => second == 0 ? $"{first} {unit}" : $"{first} {unit} {second} {smaller}";
}
