using Athanor.Tracking.Model;

namespace Athanor.Tracking.Series;

/// <summary>Thins out series so that they can be compared: all keep the same steps, evenly chosen, and each its own first and last.</summary>
internal static class StepSample
{
    public static List<(string Run, MetricPoint Point)> Of(IReadOnlyList<(string Run, List<MetricPoint> Points)> series, int steps)
    {
        var kept = Choose([.. series.SelectMany(one => one.Points).Select(point => point.Step).Distinct().Order()], steps);
        foreach (var (_, points) in series.Where(one => one.Points.Count > 0))
        {
            kept.Add(points.Min(point => point.Step));
            kept.Add(points.Max(point => point.Step));
        }
        return [.. series.SelectMany(one => one.Points
            .Where(point => kept.Contains(point.Step))
            .OrderBy(point => point.Step).ThenBy(point => point.Timestamp)
            .Take(MostPerRun)
            .Select(point => (one.Run, point)))];
    }

    /// <summary>A step may hold many points.</summary>
    public const int MostPerRun = 2500;

    private static HashSet<long> Choose(long[] all, int steps) => all.Length <= steps || steps < 2
        ? [.. all.Take(Math.Max(steps, 1))]
        : [.. Enumerable.Range(0, steps).Select(index => all[(long)index * (all.Length - 1) / (steps - 1)])];
}
