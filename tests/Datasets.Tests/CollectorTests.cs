using Athanor.Conformance.Engines;
using Athanor.Datasets.Names;

namespace Athanor.Datasets;

public sealed class CollectorTests(PostgresFixture server)
{
    public static TheoryData<string> Engines => DatasetHome.Engines;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Engines))]
    public async Task What_no_kept_version_names_goes_and_the_rest_stays(string engine)
    {
        await using var home = await DatasetHome.CreateAsync(engine, server);
        await home.PutAsync("main/kept", "kept");
        await home.PutAsync("main/dropped", "dropped");
        var first = await home.CommitAsync("main");
        await home.DeleteAsync("main/dropped");
        await home.CommitAsync("main");
        await home.Refs.CreateBranchAsync("person/ada", home.Dataset, RefName.Parse("work"), "main", Cancellation);
        await home.PutAsync("work/lost", "lost");
        await home.CommitAsync("work");
        await home.Refs.RemoveBranchAsync("person/ada", home.Dataset, "work", Cancellation);

        var early = await home.Collector.CollectAsync("person/ada", home.Dataset, Cancellation);
        home.Clock.Advance(TimeSpan.FromDays(15));
        var late = await home.Collector.CollectAsync("person/ada", home.Dataset, Cancellation);

        Assert.Equal((0, 0, 3), (early.Commits, early.Objects, early.KeptCommits));
        Assert.Equal((1, 1, 4, 2), (late.Commits, late.Objects, late.Bytes, late.KeptCommits));
        Assert.Equal("dropped", await home.ReadAsync($"{first.Id[..10]}/dropped"));
        Assert.Equal("kept", await home.ReadAsync("main/kept"));
    }

    [Fact]
    public async Task What_is_collected_is_gone_from_the_disk()
    {
        await using var home = await DatasetHome.CreateAsync("SQLite", server);
        var large = new string('x', 3 << 20);
        await home.PutAsync("main/large", large);
        await home.History.ResetAsync(DatasetHome.Ada, home.Dataset, RefName.Parse("main"), "", Cancellation);
        var before = (await home.Blobs.MeasureAsync(Cancellation)).Total;

        var report = await home.Collector.CollectAsync("person/ada", home.Dataset, Cancellation);
        await home.RemoveBlobsAsync();

        Assert.Equal((1, large.Length), (report.Objects, report.Bytes));
        Assert.True((await home.Blobs.MeasureAsync(Cancellation)).Total <= before - large.Length);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_is_written_while_it_collects_is_not_collected(string engine)
    {
        await using var home = await DatasetHome.CreateAsync(engine, server);
        await home.ImportAsync("main", Enumerable.Range(0, 500).ToDictionary(number => $"f{number:000}", number => $"content {number}"));
        var first = await home.CommitAsync("main");
        using var stop = new CancellationTokenSource();

        // The same files come and go, so that the very nodes that a round has just found unreached are needed again.
        var writing = Task.Run(
            async () =>
            {
                for (var round = 0; !stop.IsCancellationRequested; round++)
                {
                    await home.ImportAsync("main", Enumerable.Range(0, 500).Where(number => number % 5 == 0).ToDictionary(number => $"f{number:000}", number => $"round {round % 2}"));
                    await home.CommitAsync("main");
                    await home.History.MoveAsync(DatasetHome.Ada, home.Dataset, RefName.Parse("main"), first.Id, Cancellation);
                    home.Clock.Advance(TimeSpan.FromDays(20));
                }
            },
            Cancellation);
        for (var round = 0; round < 15; round++) await home.Collector.CollectAsync("person/ada", home.Dataset, Cancellation);
        await stop.CancelAsync();
        await writing;

        Assert.Equal(500, (await home.ReadAllAsync("main")).Count);
        Assert.Equal(500, (await home.ReadAllAsync(first.Id)).Count);
    }

    [Fact]
    public async Task Files_that_share_an_object_with_kept_ones_are_said_to_be_held()
    {
        await using var home = await DatasetHome.CreateAsync("SQLite", server);
        await home.ImportAsync("main", new Dictionary<string, string> { ["a"] = "four", ["b"] = "eleven more" });
        await home.DeleteAsync("main/b");
        await home.CommitAsync("main");

        var report = await home.Collector.CollectAsync("person/ada", home.Dataset, Cancellation);

        Assert.Equal((0, "eleven more".Length), (report.Objects, report.HeldBytes));
        Assert.Equal("four", await home.ReadAsync("main/a"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_dataset_that_is_deleted_leaves_nothing(string engine)
    {
        await using var home = await DatasetHome.CreateAsync(engine, server);
        await home.ImportAsync("main", new Dictionary<string, string> { ["a"] = "four" });
        for (var number = 0; number < 600; number++) await home.PutAsync($"main/f{number}", $"{number}");
        await home.CommitAsync("main");

        await home.Directory.DeleteAsync("person/ada", home.Dataset, Cancellation);

        foreach (var table in new[] { "datasets", "dataset_nodes", "dataset_commits", "dataset_branches", "dataset_changes", "dataset_imports", "dataset_tags", "buckets", "objects", "blobs" })
            Assert.Equal(0, await home.CountRowsAsync(table));
    }
}
