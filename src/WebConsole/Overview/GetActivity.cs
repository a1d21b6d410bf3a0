using Athanor.Foundation.Telemetry;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Overview;

/// <summary>The samples after a time, in columns as the charts draw them.</summary>
internal static class GetActivity
{
    public sealed record Answer(
        IReadOnlyList<double> Seconds,
        IReadOnlyList<double> RequestsPerSecond,
        IReadOnlyList<double> FailuresPerSecond,
        IReadOnlyList<double> MedianMilliseconds,
        IReadOnlyList<double> SlowestPercentMilliseconds,
        IReadOnlyList<long> MemoryBytes);

    public static IResult Handle(double? after, HttpResponse response, ActivityHistory activity)
    {
        response.Headers.CacheControl = "no-store";
        List<ActivitySample> samples = [.. activity.Samples.Where(sample => SecondsOf(sample) > (after ?? 0))];
        return TypedResults.Json(new Answer(
            [.. samples.Select(SecondsOf)],
            [.. samples.Select(sample => sample.RequestsPerSecond)],
            [.. samples.Select(sample => sample.FailuresPerSecond)],
            [.. samples.Select(sample => sample.MedianMilliseconds)],
            [.. samples.Select(sample => sample.SlowestPercentMilliseconds)],
            [.. samples.Select(sample => sample.ResidentMemory.Value)]));
    }

    private static double SecondsOf(ActivitySample sample) => sample.Time.ToUnixTimeMilliseconds() / 1000.0;
}
