using Athanor.Foundation.Databases;
using Athanor.Tracking.Charts;
using Athanor.Tracking.Intake;
using Athanor.Tracking.Model;
using Athanor.Tracking.Series;

namespace Athanor.Tracking;

/// <summary>Reads the points of metrics: page by page as they came, or thinned out for charts.</summary>
public sealed class MetricHistory
{
    public const int LargestPage = 25_000;

    // More blocks than that are not read for one chart: of longer series, every so many.
    private const int BlocksPerChart = 4096;

    private readonly MetricIntake _intake;

    internal MetricHistory(MetricIntake intake) => _intake = intake;

    /// <summary>No points where the run has no such metric.</summary>
    public Task<HistoryPage> ReadAsync(string project, string run, string key, HistoryPlace from, int limit, CancellationToken cancellation) =>
        ReadAsync(project, [run], session => Read(session, project, run, key, from, Math.Clamp(limit, 1, LargestPage)), cancellation);

    /// <summary>Of several runs, the points at so many steps, the same for all, with the first and the last of each run.</summary>
    public Task<List<(string Run, MetricPoint Point)>> SampleAsync(string project, IReadOnlyList<string> runs, string key, long from, long until, int steps, CancellationToken cancellation) =>
        ReadAsync(project, runs, session => StepSample.Of([.. runs.Select(run => (run, ReadThinned(session, project, run, key, from, until, BlocksPerChart / runs.Count)))], steps), cancellation);

    /// <summary>The metric of a run in so many columns of pixels.</summary>
    public Task<IReadOnlyList<ChartColumn>> DrawAsync(string project, string run, string key, ChartFrame frame, CancellationToken cancellation) => ReadAsync(
        project,
        [run],
        session => SeriesDatabase.FindSeries(session, RunBook.Find(session, project, run).Key, key) is { } series ? SeriesChart.Draw(session, series, frame) : [],
        cancellation);

    private Task<T> ReadAsync<T>(string project, IReadOnlyCollection<string> runs, Func<ReadSession, T> question, CancellationToken cancellation) =>
        _intake.ReadAsync(session => IntakeDatabase.ListRuns(session, project, runs), question, cancellation);

    private static HistoryPage Read(ReadSession session, string project, string run, string key, HistoryPlace from, int limit)
    {
        if (SeriesDatabase.FindSeries(session, RunBook.Find(session, project, run).Key, key) is not { } series) return new([], null);

        var points = new List<MetricPoint>();
        foreach (var block in SeriesDatabase.ListFrom(session, series, from.Block, 2 + (limit / MetricBlock.MaximumPoints)))
        {
            var first = block.Number == from.Block ? from.Index : 0;
            var read = block.ReadPoints();
            var taken = Math.Clamp(read.Count - first, 0, limit - points.Count);
            if (taken < read.Count - first) return new([.. points, .. read.Skip(first).Take(taken)], new(block.Number, first + taken));
            points.AddRange(read.Skip(first));
        }
        return new(points, null);
    }

    private static List<MetricPoint> ReadThinned(ReadSession session, string project, string run, string key, long from, long until, int blocks)
    {
        if (SeriesDatabase.FindSeries(session, RunBook.Find(session, project, run).Key, key) is not { } series) return [];
        var every = 1 + (SeriesDatabase.CountWithin(session, series, from, until) / blocks);
        return [.. SeriesDatabase.ListWithin(session, series, from, until, every).SelectMany(block => block.ReadPoints()).Where(point => point.Step >= from && point.Step <= until)];
    }
}
