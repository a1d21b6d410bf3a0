using Athanor.Conformance;
using Athanor.Conformance.Engines;

namespace Athanor.Accounting.Keeping;

public sealed class CapacityTests(PostgresFixture server)
{
    public static TheoryData<string> Engines => BookHome.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task While_the_server_was_down_there_was_as_much_as_jobs_ran_through(string engine)
    {
        await using var home = await BookHome.CreateAsync(engine, server);
        var begin = home.Clock.GetUtcNow();
        home.Machines.Machines.Add(new("here", BookHome.Amounts(8)));
        await home.LookAsync();
        await home.RecordAsync(new(1, 1, "plants", "ada", "train", begin, null, [new("here", BookHome.Amounts(2))]));
        home.Clock.Advance(TimeSpan.FromMinutes(1));
        await home.LookAsync();

        home.Clock.Advance(TimeSpan.FromMinutes(60));
        await home.RestartAsync();
        await home.LookAsync();
        home.Clock.Advance(TimeSpan.FromMinutes(1));
        var report = await home.AskAsync(begin, home.Clock.GetUtcNow());

        CostAssert.AddsUp(report);
        Assert.Equal(decimal.Round(2 * 6 / 60m, 9), report.Idle!.CpuHours);
        Assert.Equal(decimal.Round(2 * 62 / 60m, 9), report.Total.CpuHours);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_machine_that_changes_has_what_it_had_before_until_then(string engine)
    {
        await using var home = await BookHome.CreateAsync(engine, server);
        var begin = home.Clock.GetUtcNow();
        home.Machines.Machines.Add(new("here", BookHome.Amounts(8, gpus: 4)));
        await home.LookAsync();
        home.Clock.Advance(TimeSpan.FromMinutes(3));
        home.Machines.Machines[0] = new("here", BookHome.Amounts(4));
        await home.LookAsync();
        home.Clock.Advance(TimeSpan.FromMinutes(3));

        var report = await home.AskAsync(begin, home.Clock.GetUtcNow());

        Assert.Equal((0.6m, 0.2m), (report.Capacity!.CpuHours, report.Capacity.AcceleratorHours));
    }

    [Fact]
    public async Task A_machine_that_slept_was_not_there_meanwhile()
    {
        await using var home = await BookHome.CreateAsync("SQLite", server);
        var begin = home.Clock.GetUtcNow();
        home.Machines.Machines.Add(new("here", BookHome.Amounts(60)));
        await home.LookAsync();
        home.Clock.Advance(TimeSpan.FromHours(8));
        await home.LookAsync();
        home.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(2, (await home.AskAsync(begin, home.Clock.GetUtcNow())).Capacity!.CpuHours);
    }

    [Fact]
    public async Task It_looks_by_itself_when_the_server_starts_each_minute_and_before_it_stops()
    {
        await using var home = await BookHome.CreateAsync("SQLite", server);
        var begin = home.Clock.GetUtcNow();
        home.Machines.Machines.Add(new("here", BookHome.Amounts(60)));
        var running = home.Heartbeat;

        await running.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(async () => await home.CountCapacityAsync() == 1, "it looked");
        home.Clock.Advance(TimeSpan.FromSeconds(30));
        await running.StopAsync(TestContext.Current.CancellationToken);
        await home.RestartAsync();
        home.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(0.5m, (await home.AskAsync(begin, home.Clock.GetUtcNow())).Capacity!.CpuHours);
    }
}
