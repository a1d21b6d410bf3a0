using Athanor.Foundation.Databases;
using Athanor.Tracking.Intake;
using Athanor.Tracking.Model;
using Athanor.Tracking.Series;

namespace Athanor.Tracking;

/// <summary>All SQL of metrics: the latest point of each series, and the blocks of its history.</summary>
internal static class SeriesDatabase
{
    public static List<StoredSeries> List(ReadSession session, long run, IReadOnlyCollection<string> keys) => session.Query(
        $"""
        SELECT m.series, m.key, m.step, m.timestamp, m.value, m.greatest_step, m.greatest_timestamp, m.open_block, b.data
        FROM run_metrics m JOIN metric_blocks b ON b.series = m.series AND b.number = m.open_block
        WHERE m.run = {run} AND m.key IN {keys}
        """,
        row => new StoredSeries(row.Long(0), row.Text(1), ReadPoint(row, 2), row.Long(5), row.Long(6), row.Long(7), new StoredBlock(row.Long(0), row.Long(7), row.Blob(8)).ReadPoints()));

    public static long NextSeries(ReadSession session) => session.Count($"SELECT COALESCE(MAX(series), 0) + 1 FROM run_metrics");

    public static void Set(WriteSession session, RunPlace run, StoredSeries series) => session.Execute(
        $"""
        INSERT INTO run_metrics (run, key, experiment, series, step, timestamp, value, greatest_step, greatest_timestamp, open_block)
        VALUES ({run.Run}, {series.Key}, {run.Experiment}, {series.Series}, {series.Latest.Step}, {series.Latest.Timestamp}, {Write(series.Latest.Value)}, {series.GreatestStep}, {series.GreatestTimestamp}, {series.OpenBlock})
        ON CONFLICT (run, key) DO UPDATE SET step = excluded.step, timestamp = excluded.timestamp, value = excluded.value,
            greatest_step = excluded.greatest_step, greatest_timestamp = excluded.greatest_timestamp, open_block = excluded.open_block
        """);

    public static void SetBlock(WriteSession session, long series, long number, IReadOnlyList<MetricPoint> points) => session.Execute(
        $"""
        INSERT INTO metric_blocks (series, number, least_step, greatest_step, least_timestamp, greatest_timestamp, data)
        VALUES ({series}, {number}, {points.Min(point => point.Step)}, {points.Max(point => point.Step)}, {points.Min(point => point.Timestamp)}, {points.Max(point => point.Timestamp)}, {MetricBlock.Write(points)})
        ON CONFLICT (series, number) DO UPDATE SET least_step = excluded.least_step, greatest_step = excluded.greatest_step,
            least_timestamp = excluded.least_timestamp, greatest_timestamp = excluded.greatest_timestamp, data = excluded.data
        """);

    /// <summary>Full blocks that may hold a point, the newest first.</summary>
    public static List<StoredBlock> ListAround(ReadSession session, long series, MetricPoint point, long before, int limit) => session.Query(
        $"""
        SELECT series, number, data FROM metric_blocks
        WHERE series = {series} AND number < {before} AND greatest_timestamp >= {point.Timestamp} AND least_timestamp <= {point.Timestamp} AND greatest_step >= {point.Step} AND least_step <= {point.Step}
        ORDER BY number DESC LIMIT {limit}
        """,
        ReadBlock);

    public static long? FindSeries(ReadSession session, long run, string key) => session.First<long?>($"SELECT series FROM run_metrics WHERE run = {run} AND key = {key}", row => row.Long(0));

    public static List<StoredBlock> ListFrom(ReadSession session, long series, long number, int limit) =>
        session.Query($"SELECT series, number, data FROM metric_blocks WHERE series = {series} AND number >= {number} ORDER BY number LIMIT {limit}", ReadBlock);

    public static List<StoredBlock> List(ReadSession session, long series, IReadOnlyList<long> numbers)
    {
        Sql sql = $"SELECT series, number, data FROM metric_blocks WHERE series = {series} AND number IN ";
        return session.Query(Numbers.Append(sql, numbers), ReadBlock);
    }

    public static long CountWithin(ReadSession session, long series, long from, long until) =>
        session.Count($"SELECT COUNT(*) FROM metric_blocks WHERE series = {series} AND greatest_step >= {from} AND least_step <= {until}");

    /// <summary>The last of them, and every so many before it.</summary>
    public static List<StoredBlock> ListWithin(ReadSession session, long series, long from, long until, long every) => session.Query(
        $"""
        SELECT series, number, data FROM metric_blocks
        WHERE series = {series} AND greatest_step >= {from} AND least_step <= {until} AND (number % {every} = 0 OR number = (SELECT open_block FROM run_metrics WHERE series = {series}))
        ORDER BY number
        """,
        ReadBlock);

    /// <summary>A value as it stands in the latest points, where NULL is not a number.</summary>
    public static double ReadValue(double? stored) => stored ?? double.NaN;

    private static double? Write(double value) => double.IsNaN(value) ? null : value;

    private static MetricPoint ReadPoint(Row row, int first) => new(row.Long(first), row.Long(first + 1), ReadValue(row.DoubleOrNull(first + 2)));

    private static StoredBlock ReadBlock(Row row) => new(row.Long(0), row.Long(1), row.Blob(2));
}
