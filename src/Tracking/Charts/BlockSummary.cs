using Athanor.Tracking.Model;

namespace Athanor.Tracking.Charts;

/// <summary>What a chart wants to know of the points of one block. Without a number among them, least and greatest are none.</summary>
internal readonly record struct BlockSummary(long LeastStep, long GreatestStep, long LeastTime, long GreatestTime, double Least, double Greatest, double LastByStep, double LastByTime)
{
    public static BlockSummary Of(IReadOnlyList<MetricPoint> points)
    {
        var (first, byStep, byTime) = (points[0], points[0], points[0]);
        var summary = new BlockSummary(first.Step, first.Step, first.Timestamp, first.Timestamp, double.NaN, double.NaN, double.NaN, double.NaN);
        foreach (var point in points)
        {
            if (point.IsLaterThan(byStep)) byStep = point;
            if (point.Timestamp >= byTime.Timestamp) byTime = point;
            summary = summary.With(point);
        }
        return summary with { LastByStep = byStep.Value, LastByTime = byTime.Value };
    }

    public (long Least, long Greatest) Reach(bool isByTime) => isByTime ? (LeastTime, GreatestTime) : (LeastStep, GreatestStep);

    // The lesser of a number and none is the number.
    private BlockSummary With(MetricPoint point) => this with
    {
        LeastStep = Math.Min(LeastStep, point.Step),
        GreatestStep = Math.Max(GreatestStep, point.Step),
        LeastTime = Math.Min(LeastTime, point.Timestamp),
        GreatestTime = Math.Max(GreatestTime, point.Timestamp),
        Least = double.MinNumber(Least, point.Value),
        Greatest = double.MaxNumber(Greatest, point.Value),
    };
}
