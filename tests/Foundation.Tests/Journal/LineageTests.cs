using Athanor.Foundation.Identifiers;

namespace Athanor.Foundation.Journal;

public sealed class LineageTests : IAsyncDisposable
{
    private readonly TamperedJournal _journal = new();

    [Fact]
    public async Task What_it_was_made_from_is_found_nearest_first()
    {
        await DeriveAsync("model <- run", "run <- data", "other <- data");

        Assert.Equal(["run>model@1", "data>run@2"], await EdgesAsync("model", LineageDirection.Up));
    }

    [Fact]
    public async Task What_was_made_from_it_is_found_nearest_first()
    {
        await DeriveAsync("run <- data", "model <- run", "report <- data");

        Assert.Equal(["data>run@1", "data>report@1", "run>model@2"], await EdgesAsync("data", LineageDirection.Down));
    }

    [Fact]
    public async Task A_diamond_names_each_edge_once()
    {
        await DeriveAsync("left <- top", "right <- top", "bottom <- left right right", "end <- bottom");

        Assert.Equal(["bottom>end@1", "left>bottom@2", "right>bottom@2", "top>left@3", "top>right@3"], await EdgesAsync("end", LineageDirection.Up));
        Assert.Equal(["top>left@1", "top>right@1", "left>bottom@2", "right>bottom@2", "bottom>end@3"], await EdgesAsync("top", LineageDirection.Down));
    }

    [Fact]
    public async Task A_cycle_ends()
    {
        await DeriveAsync("a <- c", "b <- a", "c <- b", "a <- a");

        Assert.Equal(["c>a@1", "a>a@1", "b>c@2", "a>b@3"], await EdgesAsync("a", LineageDirection.Up));
        Assert.Equal(["a>b@1", "a>a@1", "b>c@2", "c>a@3"], await EdgesAsync("a", LineageDirection.Down));
    }

    [Fact]
    public async Task What_the_caller_may_not_read_is_left_out_with_what_lies_behind_it()
    {
        await _journal.RecordAsync([
            new("t", "derived", new("thing", "run")) { Parents = [new("thing", "data")], Project = "secret" },
            new("t", "derived", new("thing", "model")) { Parents = [new("thing", "run")], Project = "plants" },
        ]);

        Assert.Equal(["run>model@1"], await EdgesAsync("model", LineageDirection.Up, ["plants"]));
        Assert.Empty(await EdgesAsync("model", LineageDirection.Up, []));
    }

    [Fact]
    public async Task A_link_that_no_fact_names_is_not_believed()
    {
        await DeriveAsync("run <- data");
        _journal.Tamper("INSERT INTO journal_links VALUES ('thing/forged', 1)");

        Assert.Empty(await EdgesAsync("forged", LineageDirection.Down));
    }

    public ValueTask DisposeAsync() => _journal.DisposeAsync();

    private Task DeriveAsync(params string[] facts) => _journal.RecordAsync(
        from fact in facts
        let sides = fact.Split(" <- ")
        select new Fact("tester", "derived", new("thing", sides[0])) { Parents = [.. sides[1].Split(' ').Select(parent => new Subject("thing", parent))] });

    private async Task<IEnumerable<string>> EdgesAsync(string name, LineageDirection direction, IReadOnlyCollection<string>? readable = null) =>
        (await _journal.Reader.LineageAsync(new("thing", name), direction, readable, TestContext.Current.CancellationToken)).Select(edge => $"{edge.Parent.Name}>{edge.Child.Name}@{edge.Depth}");
}
