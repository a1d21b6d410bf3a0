using Athanor.Foundation.Databases;
using Athanor.Tracking.Model;

namespace Athanor.Tracking.Series;

/// <summary>Appends points to the series of a run. What a point costs does not depend on how many there are.</summary>
internal sealed class SeriesWriter(WriteSession session, Run run)
{
    // Where the same point may have come before, as when a client repeats itself: so many full blocks are looked into.
    private const int BlocksSearched = 64;

    /// <summary>Answers how many points are new. A point that is there already stays there once, as in MLflow.</summary>
    public int Append(IReadOnlyList<LoggedMetric> metrics)
    {
        if (metrics.Count == 0) return 0;
        var byKey = metrics.GroupBy(metric => metric.Key, metric => metric.Point, StringComparer.Ordinal).ToList();
        var known = SeriesDatabase.List(session, run.Key, [.. byKey.Select(points => points.Key)]).ToDictionary(series => series.Key, StringComparer.Ordinal);
        return byKey.Sum(points => Append(known.GetValueOrDefault(points.Key) ?? Begin(points.Key, points.First()), [.. points]));
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
            if (number > series.OpenBlock || series.Open.Count < MetricBlock.MaximumPoints) SeriesDatabase.SetBlock(session, series.Series, number, points);
            number++;
        }
        return number - 1;
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
