using Athanor.Benchmarks.Harness;
using Athanor.Benchmarks.Objects;

namespace Athanor.Benchmarks.Tracking;

/// <summary>A long history is drawn as quickly as a short one, and goes on to be written as it began.</summary>
internal sealed class TrackingHistoryBenchmark : IBenchmark
{
    private const int Points = 10_000_000;
    private const int Few = 100_000;
    private const int PerBatch = 1_000;
    private const int Columns = 1_000;
    private const int Rounds = 15;
    private static readonly Bar ChartBar = Harness.Bar.AtMost(100);
    private static readonly Bar WriteBar = Harness.Bar.RatioAtMost(1.5);

    public string Name => "tracking-history";

    public string Description =>
        $"A run with one metric of {Points:N0} points, all logged through `runs/log-batch` by {PerBatch:N0}: the chart of all of it in {Columns:N0} columns, with the least, the greatest and the last of each, against that of {Few:N0} points; " +
        "and logging its last points one by one against logging the first ones of another run, in turns.";

    public string Bar => $"chart: {ChartBar.Describe("ms")}; the last points: {WriteBar.Describe("")}";

    public async Task<BenchmarkResult> RunAsync(Workplace workplace, CancellationToken cancellation)
    {
        await using var server = await TrackingServer.StartAsync(workplace, cancellation);
        var (longRun, shortRun) = (await server.BeginRunAsync(cancellation), await server.BeginRunAsync(cancellation));
        Fill(workplace, server, shortRun, Few);
        Workplace.Say($"logging {Points:N0} points");
        var begin = workplace.Clock.GetTimestamp();
        Fill(workplace, server, longRun, Points);
        var rate = Points / workplace.Clock.GetElapsedTime(begin).TotalSeconds;

        var (chart, chartShort) = await Turns.TakeAsync("chart", "ms", Rounds, () => DrawAsync(workplace, server, longRun, cancellation), () => DrawAsync(workplace, server, shortRun, cancellation));
        var (last, first) = await Turns.TakeAsync("200 points one by one", "ms", Rounds, () => WriteOneByOneAsync(workplace, server, longRun, cancellation), () => WriteOneByOneAsync(workplace, server, null, cancellation));
        return new(
            [
                Figure.AgainstBar("chart", "ms", chart.Median, ChartBar),
                new($"chart, against {Few:N0} points", "ms", chart.Median, chartShort.Median, null),
                new("the last points, against the first", "ms", last.Median, first.Median, WriteBar),
                new("points of one client", "points/s", rate, rate, null),
            ],
            [chart, chartShort, last, first]);
    }

    private static void Fill(Workplace workplace, TrackingServer server, string run, int points)
    {
        using var writer = new BatchWriter(server, run, 1, PerBatch);
        for (var written = 0; written < points; written += PerBatch) writer.Write(workplace.Clock);
    }

    private static async Task<double> DrawAsync(Workplace workplace, TrackingServer server, string run, CancellationToken cancellation)
    {
        var begin = workplace.Clock.GetTimestamp();
        var chart = await server.GetAsync($"/api/v1/runs/{run}/chart?key=metric%2F0&columns={Columns}", cancellation);
        var taken = workplace.Clock.GetElapsedTime(begin).TotalMilliseconds;
        return chart.GetProperty("columns").GetArrayLength() == Columns ? taken : throw new InvalidOperationException($"The chart has other columns: {chart.GetRawText()[..200]}");
    }

    private static async Task<double> WriteOneByOneAsync(Workplace workplace, TrackingServer server, string? run, CancellationToken cancellation)
    {
        using var writer = new BatchWriter(server, run ?? await server.BeginRunAsync(cancellation), 1, 1);
        if (run is not null) writer.StartAt(workplace.Clock.GetTimestamp());
        var begin = workplace.Clock.GetTimestamp();
        for (var point = 0; point < 200; point++) writer.Write(workplace.Clock);
        // The last question makes the points come to rest, so that what that costs is in the time.
        await server.GetAsync($"/api/2.0/mlflow/runs/get?run_id={writer.Run}", cancellation);
        return workplace.Clock.GetElapsedTime(begin).TotalMilliseconds;
    }
}
