using System.Diagnostics.Metrics;
using Athanor.Conformance.Engines;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Model;
using Athanor.Tracking.Series;

namespace Athanor.Tracking;

public sealed class RunLogTests(PostgresFixture server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Engines => TrackingHome.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Points_come_back_in_order_over_many_blocks_and_pages(string engine)
    {
        await using var home = await TrackingHome.CreateAsync(engine, server);
        var run = await home.BeginRunAsync();
        var points = Enumerable.Range(0, 1500).Select(step => new MetricPoint(step, 1000 + step, Math.Sin(step))).ToList();

        foreach (var some in points.Chunk(97)) await home.LogAsync(run, "loss", some);

        foreach (var size in new[] { 1, 7, MetricBlock.MaximumPoints, 1000, MetricHistory.LargestPage }) Assert.Equal(points, await home.ReadHistoryAsync(run, "loss", size));
        Assert.Equal([new("loss", points[^1])], (await home.GetAsync(run)).Metrics);
        Assert.Empty(await home.ReadHistoryAsync(run, "nothing"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_is_said_twice_is_kept_once_wherever_it_stands(string engine)
    {
        await using var home = await TrackingHome.CreateAsync(engine, server);
        var run = await home.BeginRunAsync();
        var points = Enumerable.Range(0, 700).Select(step => new MetricPoint(step, step, step)).ToArray();
        await home.LogAsync(run, "loss", points);

        await home.LogAsync(run, "loss", points);
        await home.LogAsync(run, "loss", points[0], points[0], points[350], new(350, 350, -1));

        Assert.Equal([.. points, new(350, 350, -1)], await home.ReadHistoryAsync(run, "loss"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task The_latest_point_is_that_of_the_greatest_step_then_time_then_value(string engine)
    {
        await using var home = await TrackingHome.CreateAsync(engine, server);
        var run = await home.BeginRunAsync();

        await home.LogAsync(run, "loss", new(5, 10, 1), new(4, 99, 2), new(5, 9, 3), new(5, 10, 0.5), new(5, 10, double.NaN));

        Assert.Equal(new MetricPoint(5, 10, 1), Assert.Single((await home.GetAsync(run)).Metrics).Point);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Numbers_are_kept_as_MLflow_keeps_them_up_to_the_extremes(string engine)
    {
        await using var home = await TrackingHome.CreateAsync(engine, server);
        var run = await home.BeginRunAsync();
        MetricPoint[] points = [new(long.MinValue, long.MaxValue, double.NaN), new(long.MaxValue, 0, double.PositiveInfinity), new(0, 1, double.NegativeInfinity), new(1, 1, double.Epsilon)];

        foreach (var point in points) await home.LogAsync(run, "loss", point);

        Assert.Equal([double.NaN, double.MaxValue, -double.MaxValue, double.Epsilon], (await home.ReadHistoryAsync(run, "loss")).Select(point => point.Value));
        Assert.Equal(new MetricPoint(long.MaxValue, 0, double.MaxValue), Assert.Single((await home.GetAsync(run)).Metrics).Point);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_parameter_may_be_repeated_and_never_changed_and_a_batch_that_is_refused_changes_nothing(string engine)
    {
        await using var home = await TrackingHome.CreateAsync(engine, server);
        var run = await home.BeginRunAsync();
        await home.LogParamAsync(run, "depth", "3");
        await home.LogParamAsync(run, "depth", "3");

        var refused = await Assert.ThrowsAsync<ProblemException>(() => home.Log.LogAsync(
            TrackingHome.Project, run, new() { Metrics = [new("loss", new(0, 0, 1))], Params = [new("width", "1"), new("depth", "4")], Tags = [new("a", "b")] }, Cancellation));

        var data = await home.GetAsync(run);
        Assert.StartsWith("Changing param values is not allowed. Param with key='depth' was already logged with value='3'", refused.Problem.Detail);
        Assert.Equal([new("depth", "3")], data.Params);
        Assert.Equal((0, 1), (data.Metrics.Count, data.Tags.Count));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Names_may_be_long_and_in_every_script(string engine)
    {
        await using var home = await TrackingHome.CreateAsync(engine, server);
        var run = await home.BeginRunAsync();
        foreach (var letters in new[] { "a", "ß", "д", "葉", "न्", "ไม", "ع", "𝕬" })
        {
            var key = string.Concat(Enumerable.Repeat(letters, 250 / (letters.Length == 2 && !char.IsSurrogate(letters[0]) ? 2 : 1)));
            var name = string.Concat(Enumerable.Repeat(letters, 500 / (letters.Length == 2 && !char.IsSurrogate(letters[0]) ? 2 : 1)));

            await home.Log.LogAsync(TrackingHome.Project, run, new() { Metrics = [new(key, new(0, 0, 1))], Params = [new(key, name)], Tags = [new(key, name)] }, Cancellation);
            await home.Experiments.CreateAsync(TrackingHome.Actor, TrackingHome.Project, name, null, [], Cancellation);

            Assert.Equal(name, (await home.Experiments.GetByNameAsync(TrackingHome.Project, name, Cancellation)).Name);
            await Assert.ThrowsAsync<ProblemException>(() => home.LogParamAsync(run, key + letters, "x"));
            await Assert.ThrowsAsync<ProblemException>(() => home.Experiments.CreateAsync(TrackingHome.Actor, TrackingHome.Project, name + letters, null, [], Cancellation));
        }
        Assert.Equal(8, (await home.GetAsync(run)).Params.Count);
    }

    [Theory]
    [InlineData(1001, 0, 0)]
    [InlineData(0, 101, 0)]
    [InlineData(0, 0, 101)]
    [InlineData(950, 51, 0)]
    public async Task A_batch_has_bounds(int metrics, int parameters, int tags)
    {
        await using var home = await TrackingHome.CreateAsync("SQLite", server);
        var run = await home.BeginRunAsync();
        var batch = new LoggedBatch
        {
            Metrics = [.. Enumerable.Range(0, metrics).Select(index => new LoggedMetric("loss", new(index, 0, 0)))],
            Params = [.. Enumerable.Range(0, parameters).Select(index => new NamedText($"p{index}", "x"))],
            Tags = [.. Enumerable.Range(0, tags).Select(index => new NamedText($"t{index}", "x"))],
        };

        var refused = await Assert.ThrowsAsync<ProblemException>(() => home.Log.LogAsync(TrackingHome.Project, run, batch, Cancellation));

        Assert.StartsWith("A batch logging request can contain at most", refused.Problem.Detail);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("/x")]
    [InlineData("a//b")]
    [InlineData("a/./b")]
    [InlineData("a\nb")]
    [InlineData("a'b")]
    [InlineData("")]
    public async Task A_name_that_could_be_another_path_is_refused(string key)
    {
        await using var home = await TrackingHome.CreateAsync("SQLite", server);
        var run = await home.BeginRunAsync();

        await Assert.ThrowsAsync<ProblemException>(() => home.LogAsync(run, key, new MetricPoint(0, 0, 0)));
        await Assert.ThrowsAsync<ProblemException>(() => home.LogParamAsync(run, key, "x"));
    }

    [Fact]
    public async Task Points_that_were_taken_are_counted()
    {
        await using var home = await TrackingHome.CreateAsync("SQLite", server);
        var (run, counted) = (await home.BeginRunAsync(), 0L);
        using var listener = new MeterListener { InstrumentPublished = (instrument, it) => { if (instrument.Name == "athanor.tracking.points" && instrument.Meter.Scope == home.Meters) it.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((_, points, _, _) => counted += points);
        listener.Start();

        await home.LogAsync(run, "loss", new(0, 0, 1), new(1, 1, 1));
        await home.LogAsync(run, "loss", new(1, 1, 1), new(2, 2, 1));

        Assert.Equal(4, counted);
    }
}
