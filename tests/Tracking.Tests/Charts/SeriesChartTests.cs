using Athanor.Conformance.Engines;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Model;
using Athanor.Tracking.Series;

namespace Athanor.Tracking.Charts;

public sealed class SeriesChartTests(PostgresFixture server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Engines => TrackingHome.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_chart_of_summaries_is_the_chart_of_all_points(string engine)
    {
        await using var home = await TrackingHome.CreateAsync(engine, server);
        var (run, random) = (await home.BeginRunAsync(), new Random(7));
        var points = Enumerable.Range(0, (2 * BlockSummaries.Count * MetricBlock.MaximumPoints) + 1234)
            .Select(index => new MetricPoint(index - random.Next(3), 10_000 + (7L * index), random.Next(20) == 0 ? double.NaN : random.NextDouble())).Distinct().ToArray();
        foreach (var some in points.Chunk(1000)) await home.LogAsync(run, "loss", some);

        foreach (var (from, until, columns, isByTime) in new[] { (long.MinValue, long.MaxValue, 100, false), (long.MinValue, long.MaxValue, 333, true), (5000, 9000, 50, false), (16_000, 16_100, 400, false), (17_777, 200_000, 1, true) })
        {
            var drawn = await home.History.DrawAsync(TrackingHome.Project, run, "loss", new(from, until, columns, isByTime), Cancellation);

            Assert.Equal(Expect(points, from, until, columns, isByTime), drawn);
        }
        Assert.Empty(await home.History.DrawAsync(TrackingHome.Project, run, "loss", new(long.MaxValue - 1, long.MaxValue, 10, false), Cancellation));
        Assert.Empty(await home.History.DrawAsync(TrackingHome.Project, run, "nothing", ChartFrame.Whole(10), Cancellation));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Points_at_both_ends_of_all_numbers_are_drawn(string engine)
    {
        await using var home = await TrackingHome.CreateAsync(engine, server);
        var run = await home.BeginRunAsync();
        await home.LogAsync(run, "loss", new(long.MinValue, 0, 1), new(0, 0, double.NaN), new(long.MaxValue, 0, 3));

        var drawn = await home.History.DrawAsync(TrackingHome.Project, run, "loss", ChartFrame.Whole(3), Cancellation);

        Assert.Equal([1, double.NaN, 3], drawn.Select(column => column.Last));
    }

    [Fact]
    public async Task Nobody_draws_a_run_of_another_project()
    {
        await using var home = await TrackingHome.CreateAsync("SQLite", server);
        var run = await home.BeginRunAsync();
        await home.LogAsync(run, "loss", new MetricPoint(0, 0, 1));

        await Assert.ThrowsAsync<ProblemException>(() => home.History.DrawAsync("other", run, "loss", ChartFrame.Whole(3), Cancellation));
    }

    private static List<ChartColumn> Expect(IEnumerable<MetricPoint> points, long from, long until, int columns, bool isByTime)
    {
        var seen = points.Select(point => (At: isByTime ? point.Timestamp : point.Step, point)).Where(one => one.At >= from && one.At <= until).ToList();
        var (least, greatest) = (seen.Min(one => one.At), seen.Max(one => one.At));
        return [.. seen
            .GroupBy(one => (int)((Int128)(one.At - least) * columns / (greatest - least + 1)))
            .OrderBy(column => column.Key)
            .Select(column => (column.Key, Numbers: column.Select(one => one.point.Value).Where(value => !double.IsNaN(value)).ToList(), Last: LastOf(column.Select(one => one.point), isByTime)))
            .Select(column => new ChartColumn(
                least + (long)((((Int128)(greatest - least + 1) * column.Key) + columns - 1) / columns),
                column.Numbers.Count == 0 ? double.NaN : column.Numbers.Min(),
                column.Numbers.Count == 0 ? double.NaN : column.Numbers.Max(),
                column.Last))];
    }

    private static double LastOf(IEnumerable<MetricPoint> points, bool isByTime) =>
        isByTime ? points.MaxBy(point => point.Timestamp).Value : points.OrderBy(point => point.Step).ThenBy(point => point.Timestamp).Last().Value;
}
