using System.Diagnostics.Metrics;
using Athanor.Conformance;
using Athanor.Conformance.Engines;

namespace Athanor.Accounting;

public sealed class MetricsTests(PostgresFixture server)
{
    [Fact]
    public async Task Money_and_joules_grow_by_project_minute_by_minute_and_no_minute_is_counted_twice()
    {
        await using var home = await BookHome.CreateAsync("SQLite", server);
        var sums = new Dictionary<(string, string), double>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, all) => { if (instrument.Meter.Name == "Athanor.Accounting" && instrument.Meter.Scope == home.Meters) all.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            lock (sums) sums[(instrument.Name, (string)tags[0].Value!)] = sums.GetValueOrDefault((instrument.Name, (string)tags[0].Value!)) + value;
        });
        listener.Start();
        home.Machines.Machines.Add(new("here", BookHome.Amounts(8)));
        var running = home.Heartbeat;
        await running.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(async () => await home.CountCapacityAsync() == 1, "it looked");
        await home.RecordAsync(new(1, 1, "plants", "ada", "train", home.Clock.GetUtcNow(), null, [new("here", BookHome.Amounts(2))]));

        for (var minute = 1; minute <= 3; minute++)
        {
            home.Clock.Advance(TimeSpan.FromMinutes(1));
            var expected = minute * 2 / 60.0;
            await Eventually.HoldsAsync(() => Task.FromResult(Of(sums, "athanor.costs.money", "plants") >= expected - 1e-9), "it counted");
        }
        await running.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2 * 8 * 180, Of(sums, "athanor.costs.energy", "plants"), 0.1);
        Assert.Equal(6 * 2 * 180, Of(sums, "athanor.costs.energy", ""), 0.1);
        Assert.InRange(Of(sums, "athanor.costs.money", "plants"), 2 * 3 / 60.0, (2 * 3 / 60.0) + 0.01);
    }

    private static double Of(Dictionary<(string, string), double> sums, string name, string project)
    {
        lock (sums) return sums.GetValueOrDefault((name, project));
    }
}
