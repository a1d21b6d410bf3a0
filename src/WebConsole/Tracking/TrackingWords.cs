using System.Globalization;
using Athanor.Tracking.Model;
using Athanor.WebConsole.Jobs;

namespace Athanor.WebConsole.Tracking;

/// <summary>Runs in the words of the pages.</summary>
internal static class TrackingWords
{
    private static readonly long Earliest = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    public static string Of(RunStatus status) => status.ToString().ToLowerInvariant();

    /// <summary>The class of the badge that shows a state.</summary>
    public static string ToneOf(RunStatus status) => status switch
    {
        RunStatus.Running => "ember",
        RunStatus.Finished => "ok",
        RunStatus.Failed => "fault",
        RunStatus.Killed => "warning",
        _ => "",
    };

    public static string Of(double value) => value switch
    {
        double.NaN => "not a number",
        double.PositiveInfinity => "∞",
        double.NegativeInfinity => "−∞",
        _ => value.ToString("G6", CultureInfo.InvariantCulture),
    };

    public static string NameOf(Run run) => run.Name.Length > 0 ? run.Name : run.Id;

    /// <summary>Clients say when things were; what no calendar has is its first or last day.</summary>
    public static DateTimeOffset TimeOf(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(milliseconds, Earliest, Latest));

    /// <summary>How long it took, or has taken until now.</summary>
    public static string DurationOf(Run run, DateTimeOffset now)
    {
        var took = (run.EndTime is { } ended ? TimeOf(ended) : now) - TimeOf(run.StartTime);
        return took >= TimeSpan.Zero && (run.EndTime is not null || run.Status == RunStatus.Running) ? JobWords.Of(took) : "";
    }
}
