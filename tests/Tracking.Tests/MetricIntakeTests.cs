using Athanor.Conformance.Engines;
using Athanor.Tracking.Intake;
using Athanor.Tracking.Model;

namespace Athanor.Tracking;

public sealed class MetricIntakeTests(PostgresFixture server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Engines => TrackingHome.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task What_a_server_left_unsettled_is_found_by_the_next_one(string engine)
    {
        await using var home = await TrackingHome.CreateAsync(engine, server);
        var run = await home.BeginRunAsync("left");
        for (var step = 0; step < 300; step++) await home.LogAsync(run, "loss", new MetricPoint(step, step, step));
        Assert.NotEmpty(await WaitingAsync(home));

        Assert.Equal(["left"], await home.SearchAsync("metrics.loss = 299"));

        Assert.Empty(await WaitingAsync(home));
        Assert.Equal(300, (await home.ReadHistoryAsync(run, "loss")).Count);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Who_reads_while_others_log_finds_all_that_was_acknowledged_before(string engine)
    {
        await using var home = await TrackingHome.CreateAsync(engine, server);
        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => home.BeginRunAsync()));

        await Task.WhenAll(runs.SelectMany(run => new[] { "a", "b" }.Select(async key =>
        {
            for (var step = 0; step < 60; step++)
            {
                await home.LogAsync(run, key, new MetricPoint(step, step, step));
                if (step % 9 == 0) Assert.Equal(step, (await home.GetAsync(run)).Metrics.Single(metric => metric.Key == key).Point.Step);
            }
        })));

        foreach (var run in runs) Assert.Equal(Enumerable.Range(0, 60).Select(step => (long)step), (await home.ReadHistoryAsync(run, "b")).Select(point => point.Step));
    }

    [Fact]
    public void Bytes_that_are_no_bundle_are_known()
    {
        var whole = MetricBundle.Write([new("loss", new(1, 2, 3)), new("葉", new(1, 2, double.NaN))]);

        Assert.Equal(2, MetricBundle.Read(whole)?.Count);
        for (var length = 2; length < whole.Length; length++)
            if (MetricBundle.Read(whole.AsSpan(0, length)) is { } cut) Assert.Single(cut);
        Assert.Null(MetricBundle.Read([2, .. whole[1..]]));
        Assert.Null(MetricBundle.Read([1, 255, 255, 255, 255]));
    }

    private static Task<List<RunPlace>> WaitingAsync(TrackingHome home) => home.Database.ReadAsync(session => IntakeDatabase.ListRuns(session, 10), Cancellation);
}
