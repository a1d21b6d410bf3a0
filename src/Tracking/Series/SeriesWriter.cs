using Athanor.Foundation.Databases;
using Athanor.Tracking.Charts;
using Athanor.Tracking.Intake;
using Athanor.Tracking.Model;

namespace Athanor.Tracking.Series;

/// <summary>Appends points to the series of a run. What a point costs does not depend on how many there are.</summary>
internal sealed class SeriesWriter(WriteSession session, RunPlace run)
{
    // Where the same point may have come before, as when a client repeats itself: so many full blocks are looked into.
    private const int BlocksSearched = 64;

    private const int KeysAtOnce = 500;

    /// <summary>Answers how many points are new. A point that is there already stays there once, as in MLflow.</summary>
    public int Append(IReadOnlyList<LoggedMetric> metrics)
    {
        var added = 0;
        foreach (var byKey in metrics.GroupBy(metric => metric.Key, metric => metric.Point, StringComparer.Ordinal).Chunk(KeysAtOnce))
        {
            var known = SeriesDatabase.List(session, run.Run, [.. byKey.Select(points => points.Key)]).ToDictionary(series => series.Key, StringComparer.Ordinal);
            foreach (var points in byKey) added += Append(known.GetValueOrDefault(points.Key) ?? Begin(points.Key, points.First()), [.. points]);
        }
        return added;
    }

    private StoredSeries Begin(string key, MetricPoint first)
    {
        var series = new StoredSeries(SeriesDatabase.NextSeries(session), key, first, first.Step, first.Timestamp, 0, []);
        SeriesDatabase.Set(session, run, series);
        return series;
    }

    private int Append(StoredSeries series, IReadOnlyList<MetricPoint> points)
    {
        var added = FindNew(series, points);
        if (added.Count == 0) return 0;

        var last = Store(series, added);
        SeriesDatabase.Set(session, run, series with
        {
            Latest = added.Aggregate(series.Latest, (latest, point) => point.IsLaterThan(latest) ? point : latest),
            GreatestStep = Math.Max(series.GreatestStep, added.Max(point => point.Step)),
            GreatestTimestamp = Math.Max(series.GreatestTimestamp, added.Max(point => point.Timestamp)),
            OpenBlock = last,
        });
        return added.Count;
    }

    // The open block is written again with what still goes into it; answers which one is open then.
    private long Store(StoredSeries series, IReadOnlyList<MetricPoint> added)
    {
        var number = series.OpenBlock;
        foreach (var points in series.Open.Concat(added).Chunk(MetricBlock.MaximumPoints))
        {
            if (number > series.OpenBlock || series.Open.Count < MetricBlock.MaximumPoints) Store(series.Series, number, points);
            number++;
        }
        return number - 1;
    }

    // A block that is full stays as it is, and so does what can be said of it.
    private void Store(long series, long number, MetricPoint[] points)
    {
        SeriesDatabase.SetBlock(session, series, number, points);
        if (points.Length == MetricBlock.MaximumPoints && BlockSummaries.EndsWith(number)) ChartDatabase.SetSummaries(session, series, number);
    }

    private List<MetricPoint> FindNew(StoredSeries series, IReadOnlyList<MetricPoint> points)
    {
        var (near, added) = (new HashSet<MetricPoint>(series.Open), new List<MetricPoint>(points.Count));
        foreach (var point in points)
            if (near.Add(point) && !IsInFullBlock(series, point)) added.Add(point);
        return added;
    }

    private bool IsInFullBlock(StoredSeries series, MetricPoint point) =>
        series.OpenBlock > 0 && point.Step <= series.GreatestStep && point.Timestamp <= series.GreatestTimestamp
        && SeriesDatabase.ListAround(session, series.Series, point, series.OpenBlock, BlocksSearched).Exists(block => block.ReadPoints().Contains(point));
}
