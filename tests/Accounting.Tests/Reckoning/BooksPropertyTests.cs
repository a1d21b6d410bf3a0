using Athanor.Accounting.Model;
using FsCheck;
using FsCheck.Fluent;

namespace Athanor.Accounting.Reckoning;

/// <summary>What the books say adds up, whatever happened and whatever is asked.</summary>
public sealed class BooksPropertyTests
{
    private static readonly AccountingOptions Options = new() { AcceleratorPrices = "h100=2.57", PricePerCpuHour = 0.0173, PricePerMemoryGibHour = 0.00231, CpuIdleWatts = 1.7 };
    private static readonly EnergyModel Model = new(Options);
    private static readonly Resource[] Resources = [Resource.Cpus, Resource.Memory, Resource.Accelerator("gpu", "h100"), Resource.Accelerator("gpu", "t4")];

    private static void Holds(Action<History> property) => Prop.ForAll(History.Any.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Fact]
    public void What_jobs_hold_and_what_is_idle_is_all_there_was_of_every_resource() => Holds(history =>
    {
        var books = Close(history, history.Window, CostGrouping.Project);

        foreach (var resource in Resources)
        {
            var (whole, idle) = history.ReckonPlainly(resource);
            Assert.Equal((whole, idle), (books.Whole.Time.Of(resource), books.Idle.Time.Of(resource)));
            Assert.Equal(whole, idle + Sum(books, tally => tally.Time.Of(resource)));
        }
    });

    [Fact]
    public void So_it_is_on_each_machine() => Holds(history =>
    {
        foreach (var node in new[] { "one", "two" })
        {
            var there = history with { Capacity = [.. history.Capacity.Where(row => row.Node == node)], Holdings = [.. history.Holdings.Where(holding => holding.Node == node)] };
            var books = Close(there, history.Window, CostGrouping.Node);
            foreach (var resource in Resources) Assert.Equal(books.Whole.Time.Of(resource), books.Idle.Time.Of(resource) + Sum(books, tally => tally.Time.Of(resource)));
        }
    });

    [Fact]
    public void So_it_is_in_joules() => Holds(history =>
    {
        var books = Close(history, history.Window, CostGrouping.Job);

        Assert.Equal(books.Whole.Energy.Measured, books.Idle.Energy.Measured + Sum(books, tally => tally.Energy.Measured));
        Assert.Equal(books.Whole.Energy.Estimated, books.Idle.Energy.Estimated + Sum(books, tally => tally.Energy.Estimated));
    });

    [Fact]
    public void So_it_is_in_money_to_the_last_digit_that_is_printed() => Holds(history =>
    {
        foreach (var by in Enum.GetValues<CostGrouping>()) CostAssert.AddsUp(Report(Close(history, history.Window, by), history));
    });

    [Fact]
    public void Whatever_it_is_told_by_the_parts_come_to_the_same() => Holds(history =>
    {
        var sums = Enum.GetValues<CostGrouping>().Select(by => Close(history, history.Window, by)).Select(books => (Sum(books, tally => tally.Time.Of(Resource.Cpus)), Sum(books, tally => tally.Energy.All), Sum(books, tally => tally.BusyMicroseconds)));

        Assert.Single(sums.Distinct());
    });

    [Fact]
    public void Two_stretches_that_meet_come_to_what_both_together_come_to() => Holds(history =>
    {
        // Not at a whole second, so that shares do not come out even.
        var middle = history.Window.From + (history.Window.Length / 3) + 1;
        var (first, second, both) = (Close(history, history.Window with { Until = middle }, CostGrouping.Job), Close(history, history.Window with { From = middle }, CostGrouping.Job), Close(history, history.Window, CostGrouping.Job));

        foreach (var resource in Resources) Assert.Equal(both.Idle.Time.Of(resource), first.Idle.Time.Of(resource) + second.Idle.Time.Of(resource));
        Assert.Equal(both.Whole.Energy.Measured, first.Whole.Energy.Measured + second.Whole.Energy.Measured);
        Assert.Equal(both.Whole.Energy.Estimated, first.Whole.Energy.Estimated + second.Whole.Energy.Estimated);
    });

    private static Books Close(History history, Stretch window, CostGrouping by) => Books.Close(history.Capacity, history.Holdings, window, by, Model);

    private static Int128 Sum(Books books, Func<Tally, Int128> of) => books.Parts.Aggregate(Int128.Zero, (sum, part) => sum + of(part.Tally));

    private static CostReport Report(Books books, History history)
    {
        var (total, prices) = (new Tally(), new PriceBook(Options));
        foreach (var holding in history.Holdings) total.Add(holding, history.Window, Model);
        var writer = new StatementWriter(prices, Model);
        var rows = books.Parts.Select(part => writer.Write(part.Key, part.Tally)).ToList();
        return new(default, default, CostGrouping.Project, "EUR", rows, new StatementWriter(prices, Model).Write("total", total))
        {
            Idle = writer.Write("idle", books.Idle),
            Capacity = new StatementWriter(prices, Model).Write("capacity", books.Whole),
        };
    }
}
