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
    public async Task An_object_of_which_little_is_kept_is_packed_anew_and_every_version_reads_on(string engine)
    {
        await using var home = await DatasetHome.CreateAsync(engine, server);
        var files = Enumerable.Range(0, 40).ToDictionary(number => $"f{number:00}", number => number % 4 == 0 ? "" : new string((char)('a' + (number % 26)), 10_000));
        await home.ImportAsync("main", files);
        await home.Imports.RemoveAsync(DatasetHome.Ada, home.Dataset, RefName.Parse("main"), [.. files.Keys.Skip(12)], Cancellation);
        var commit = await home.CommitAsync("main");
        var (reader, first) = (await home.ReadAllAsync(commit.Id), await home.Collector.CollectAsync("person/ada", home.Dataset, Cancellation));

        Assert.Equal((0, 1, 0), (first.Objects, first.Repacked, first.HeldBytes));
        Assert.Equal(files.Take(12), (await home.ReadAllAsync(commit.Id)).OrderBy(file => file.Key));
        Assert.Equal(files.Take(12), reader.OrderBy(file => file.Key));

        // What was moved once can be moved again, and copies of it are files of their own.
        await home.CopyAsync("main/f01", "main/copy");
        await home.Refs.CreateBranchAsync("person/ada", home.Dataset, RefName.Parse("work"), "main", Cancellation);
        await home.CommitAsync("work");
        await home.History.MoveAsync(DatasetHome.Ada, home.Dataset, RefName.Parse("main"), commit.Id, Cancellation);
        await home.ImportAsync("main", files.Skip(2).Take(10).ToDictionary(file => file.Key, file => file.Value + "!"));
        await home.CommitAsync("main");
        Assert.Equal((0, 0, 0), await home.Collector.CollectAsync("person/ada", home.Dataset, Cancellation) is var second ? (second.Objects, second.Repacked, second.Bytes) : default);
        Assert.Equal(files["f01"], await home.ReadAsync("work/copy"));
        Assert.Equal(files.Take(12), (await home.ReadAllAsync(commit.Id)).OrderBy(file => file.Key));
    }

    [Fact]
    public async Task A_packed_object_is_packed_again_when_even_less_of_it_is_kept()
    {
        await using var home = await DatasetHome.CreateAsync("SQLite", server);
        home.SmallestGain = 1;
        var files = Enumerable.Range(0, 16).ToDictionary(number => $"f{number:00}", number => new string('x', 100 + number));
        await home.ImportAsync("main", files);
        for (var kept = 7; kept > 0; kept /= 2)
        {
            await home.Imports.RemoveAsync(DatasetHome.Ada, home.Dataset, RefName.Parse("main"), [.. files.Keys.Skip(kept)], Cancellation);
            Assert.Equal(1, (await home.Collector.CollectAsync("person/ada", home.Dataset, Cancellation)).Repacked);
            Assert.Equal(files.Take(kept), (await home.ReadAllAsync("main")).OrderBy(file => file.Key));
        }
        await home.Collector.CollectAsync("person/ada", home.Dataset, Cancellation);
        Assert.Equal(1, await home.CountRowsAsync("dataset_moves"));
        Assert.Equal(1, await home.CountRowsAsync("objects"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_dataset_that_is_deleted_leaves_nothing(string engine)
    {
        await using var home = await DatasetHome.CreateAsync(engine, server);
        await home.ImportAsync("main", new Dictionary<string, string> { ["a"] = "four" });
        for (var number = 0; number < 600; number++) await home.PutAsync($"main/f{number}", $"{number}");
        await home.CommitAsync("main");

        await home.Directory.DeleteAsync("person/ada", home.Dataset, Cancellation);

        foreach (var table in new[] { "datasets", "dataset_nodes", "dataset_commits", "dataset_branches", "dataset_changes", "dataset_imports", "dataset_moves", "dataset_tags", "buckets", "objects", "blobs" })
            Assert.Equal(0, await home.CountRowsAsync(table));
    }
}
