using Athanor.Accounting.Model;
using Athanor.Conformance.Engines;
using Athanor.Foundation.Problems;
using Athanor.Foundation.Units;
using Athanor.Foundation.Usage;

namespace Athanor.Accounting;

public sealed class CostBooksTests(PostgresFixture server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Engines => BookHome.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task An_hour_of_a_job_costs_what_the_price_book_says(string engine)
    {
        await using var home = await BookHome.CreateAsync(engine, server);
        var begin = home.Clock.GetUtcNow();
        home.Machines.Machines.Add(new("here", BookHome.Amounts(8, 64, gpus: 4)));
        await home.LookAsync();
        await home.RecordAsync(Entry(1, begin, begin.AddHours(1), BookHome.Amounts(2, 16, gpus: 1), new() { CpuTime = TimeSpan.FromHours(1), AcceleratorEnergy = Joules.FromKilowattHours(0.4), AcceleratorTime = TimeSpan.FromHours(1) }));
        await LiveAsync(home, TimeSpan.FromHours(2));

        var report = await home.AskAsync(begin, begin.AddHours(2));

        var (row, idle) = (Assert.Single(report.Rows), report.Idle!);
        Assert.Equal((2, 1, 16, 1), (row.CpuHours, row.CpuHoursUsed, row.MemoryGibHours, row.AcceleratorHours));
        Assert.Equal((0.4m, 0.010m), (row.Energy.MeasuredKilowattHours, row.Energy.EstimatedKilowattHours));
        Assert.Equal((2, 8, 10, 0.1025m), (row.Money.Cpus.Amount, row.Money.Memory.Amount, row.Money.Accelerators.Amount, row.Money.Energy.Amount));
        Assert.Equal((14, 112, 7), (idle.CpuHours, idle.MemoryGibHours, idle.AcceleratorHours));
        Assert.Equal(("plants", "EUR", 16), (row.Key, report.Currency, report.Capacity!.CpuHours));
        CostAssert.AddsUp(report);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_job_that_runs_is_counted_up_to_now_and_what_it_used_so_far(string engine)
    {
        await using var home = await BookHome.CreateAsync(engine, server);
        var begin = home.Clock.GetUtcNow();
        await home.RecordAsync(Entry(1, begin, null, BookHome.Amounts(2)));
        home.Clock.Advance(TimeSpan.FromMinutes(30));
        await home.RecordAsync(Entry(1, begin, null, BookHome.Amounts(2), new() { CpuTime = TimeSpan.FromMinutes(6), PeakMemory = new Bytes(77) }));

        var cost = await home.Books.OfJobAsync(BookHome.Ada, 1, Cancellation);

        Assert.True(cost.GoesOn);
        Assert.Equal((1, 0.1m, 1), (cost.Total.CpuHours, cost.Total.CpuHoursUsed, cost.Total.Money.Cpus.Amount));
        Assert.Equal(new Bytes(77), Assert.Single(cost.Attempts).PeakMemory);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_is_said_twice_counts_once_and_an_end_is_the_end(string engine)
    {
        await using var home = await BookHome.CreateAsync(engine, server);
        var begin = home.Clock.GetUtcNow();
        home.Clock.Advance(TimeSpan.FromHours(5));
        var ended = Entry(1, begin, begin.AddHours(1), BookHome.Amounts(2), new() { CpuTime = TimeSpan.FromHours(1) });
        foreach (var entry in new[] { ended with { Until = null }, ended with { Until = null }, ended, ended, ended with { Until = begin.AddHours(4) }, Entry(1, begin, null, BookHome.Amounts(7)) }) await home.RecordAsync(entry);

        var cost = await home.Books.OfJobAsync(BookHome.Ada, 1, Cancellation);

        Assert.False(cost.GoesOn);
        Assert.Equal((2, 1), (cost.Total.CpuHours, cost.Total.CpuHoursUsed));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Everybody_sees_the_projects_in_which_they_may_and_only_who_sees_the_server_sees_what_is_idle(string engine)
    {
        await using var home = await BookHome.CreateAsync(engine, server);
        var begin = home.Clock.GetUtcNow();
        home.Machines.Machines.Add(new("here", BookHome.Amounts(8)));
        await home.LookAsync();
        await home.RecordAsync(Entry(1, begin, null, BookHome.Amounts(1)));
        await home.RecordAsync(Entry(2, begin, null, BookHome.Amounts(1)) with { Project = "animals" });
        home.Clock.Advance(TimeSpan.FromMinutes(1));
        var now = home.Clock.GetUtcNow();

        var (all, own) = (await home.AskAsync(begin, now), await home.AskAsync(begin, now, caller: BookHome.Ada));

        Assert.Equal(["animals", "plants"], all.Rows.Select(row => row.Key));
        Assert.NotNull(all.Capacity);
        Assert.Equal(["plants"], own.Rows.Select(row => row.Key));
        Assert.Null(own.Idle);
        Assert.Null(own.Capacity);
        Assert.Equal(own.Rows[0].CpuHours, own.Total.CpuHours);
        Assert.Empty((await home.AskAsync(begin, now, caller: BookHome.Ada, project: "animals")).Rows);
        Assert.Null((await home.AskAsync(begin, now, project: "animals")).Idle);
        await Assert.ThrowsAsync<ProblemException>(() => home.Books.OfJobAsync(BookHome.Ada, 2, Cancellation));
    }

    [Fact]
    public async Task A_job_in_several_tries_on_several_machines_is_one_sum()
    {
        await using var home = await BookHome.CreateAsync("SQLite", server);
        var begin = home.Clock.GetUtcNow();
        home.Clock.Advance(TimeSpan.FromHours(9));
        var first = Entry(1, begin, begin.AddHours(1), BookHome.Amounts(1));
        await home.RecordAsync(first with { Nodes = [.. first.Nodes, new("there", BookHome.Amounts(3))] });
        await home.RecordAsync(Entry(1, begin.AddHours(2), begin.AddHours(4), BookHome.Amounts(1)) with { Attempt = 2 });

        var (cost, byNode) = (await home.Books.OfJobAsync(BookHome.Boss, 1, Cancellation), await home.AskAsync(begin, begin.AddHours(9), CostGrouping.Node));

        Assert.Equal([4, 2], cost.Attempts.Select(attempt => attempt.Cost.CpuHours));
        Assert.Equal(6, cost.Total.CpuHours);
        Assert.Equal([("here", 3m), ("there", 3m)], byNode.Rows.Select(row => (row.Key, row.CpuHours)));
    }

    [Fact]
    public async Task A_stretch_of_no_time_is_refused()
    {
        await using var home = await BookHome.CreateAsync("SQLite", server);
        var now = home.Clock.GetUtcNow();

        var refusal = await Assert.ThrowsAsync<ProblemException>(() => home.AskAsync(now, now));

        Assert.Equal("accounting/bad-window", refusal.Problem.Code);
    }

    private static UsageEntry Entry(long job, DateTimeOffset from, DateTimeOffset? until, ResourceAmounts amounts, MeasuredUse? use = null) =>
        new(job, 1, "plants", "ada", "train", from, until, [new("here", amounts) { Use = use }]);

    private static async Task LiveAsync(BookHome home, TimeSpan time)
    {
        for (var end = home.Clock.GetUtcNow() + time; home.Clock.GetUtcNow() < end; await home.LookAsync()) home.Clock.Advance(TimeSpan.FromMinutes(1));
    }
}
