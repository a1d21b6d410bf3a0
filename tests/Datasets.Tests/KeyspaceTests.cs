using Athanor.Access.Authorization;
using Athanor.Conformance.Engines;
using Athanor.Datasets.Names;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets;

public sealed class KeyspaceTests(PostgresFixture server)
{
    public static TheoryData<string> Engines => DatasetHome.Engines;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Engines))]
    public async Task Keys_are_listed_in_the_order_of_their_bytes_over_all_branches_and_tags(string engine)
    {
        await using var home = await DatasetHome.CreateAsync(engine, server);
        await home.PutAsync("main/x", "1");
        await home.PutAsync("main/d/y", "2");
        await home.CommitAsync("main");
        foreach (var name in new[] { "main.2", "main-1", "a" }) await home.Refs.CreateBranchAsync("person/ada", home.Dataset, RefName.Parse(name), "main", Cancellation);
        await home.Refs.CreateTagAsync("person/ada", home.Dataset, RefName.Parse("v1"), "main", Cancellation);
        await home.PutAsync("a/zz", "3");
        var bucket = await home.BucketAsync();

        var all = await home.Objects.ListAsync(bucket, "", "", "", 1000, Cancellation);
        var folders = await home.Objects.ListAsync(bucket, "", "/", "", 1000, Cancellation);
        var paged = new List<string>();
        for (var next = ""; next is not null;)
        {
            var page = await home.Objects.ListAsync(bucket, "", "", next, 2, Cancellation);
            paged.AddRange(page.Objects.Select(one => one.Key));
            next = page.Next;
        }

        Assert.Equal(["a/d/y", "a/x", "a/zz", "main-1/d/y", "main-1/x", "main.2/d/y", "main.2/x", "main/d/y", "main/x", "v1/d/y", "v1/x"], all.Objects.Select(one => one.Key));
        Assert.Equal(all.Objects.Select(one => one.Key), paged);
        Assert.Equal(["a/", "main-1/", "main.2/", "main/", "v1/"], folders.CommonPrefixes);
        Assert.Equal(["main/d/"], (await home.Objects.ListAsync(bucket, "main/", "/", "", 1000, Cancellation)).CommonPrefixes);
        Assert.Equal(["main/x"], (await home.Objects.ListAsync(bucket, "main/", "", "main/d/y", 1000, Cancellation)).Objects.Select(one => one.Key));
    }

    [Fact]
    public async Task A_commit_is_read_by_the_beginning_of_its_id_and_does_not_see_what_comes_later()
    {
        await using var home = await DatasetHome.CreateAsync("SQLite", server);
        await home.PutAsync("main/x", "old");
        var commit = await home.CommitAsync("main");
        await home.PutAsync("main/x", "new");

        Assert.Equal("old", await home.ReadAsync($"{commit.Id[..RefName.ShortestCommit]}/x"));
        Assert.Equal("old", await home.ReadAsync($"{commit.Id}/x"));
        Assert.Equal("new", await home.ReadAsync("main/x"));
        Assert.Null(await home.ReadAsync($"{commit.Id[..5]}/x"));
        Assert.Equal($"{commit.Id[..8]}/x", Assert.Single((await home.Objects.ListAsync(await home.BucketAsync(), $"{commit.Id[..8]}/", "", "", 10, Cancellation)).Objects).Key);
    }

    [Fact]
    public async Task Only_a_branch_that_is_not_protected_can_be_written_to()
    {
        await using var home = await DatasetHome.CreateAsync("SQLite", server);
        await home.PutAsync("main/x", "1");
        var commit = await home.CommitAsync("main");
        await home.Refs.CreateTagAsync("person/ada", home.Dataset, RefName.Parse("v1"), "main", Cancellation);
        await home.Refs.CreateBranchAsync("person/ada", home.Dataset, RefName.Parse("work"), "main", Cancellation);
        await home.Refs.ProtectBranchAsync("person/boss", home.Dataset, "main", Role.Operator, Cancellation);
        await home.PutAsync("work/y", "2");
        await home.CommitAsync("work");

        await AssertRefusedAsync(405, () => home.PutAsync("v1/y", "2"));
        await AssertRefusedAsync(405, () => home.PutAsync($"{commit.Id[..8]}/y", "2"));
        await AssertRefusedAsync(404, () => home.PutAsync("nowhere/y", "2"));
        await AssertRefusedAsync(400, () => home.PutAsync("work/../y", "2"));
        await AssertRefusedAsync(400, () => home.PutAsync("work", "2"));
        await AssertRefusedAsync(403, () => home.PutAsync("main/y", "2"));
        await AssertRefusedAsync(403, () => home.DeleteAsync("main/x"));
        await AssertRefusedAsync(403, () => home.ImportAsync("main", new Dictionary<string, string> { ["y"] = "2" }));
        await AssertRefusedAsync(403, () => home.History.MergeAsync(DatasetHome.Ada, home.Dataset, "work", RefName.Parse("main"), default, null, Cancellation));

        await home.History.MergeAsync(DatasetHome.Boss, home.Dataset, "work", RefName.Parse("main"), default, null, Cancellation);
        Assert.Equal("2", await home.ReadAsync("main/y"));
    }

    [Fact]
    public async Task A_tar_that_is_none_changes_nothing()
    {
        await using var home = await DatasetHome.CreateAsync("SQLite", server);
        var tar = DatasetHome.TarOf(new Dictionary<string, string> { ["a"] = "four", ["../b"] = "out" });
        var truncated = new MemoryStream(DatasetHome.TarOf(new Dictionary<string, string> { ["a"] = new('x', 5000) }).ToArray()[..^2000]);

        await AssertRefusedAsync(400, () => home.Imports.ImportAsync(DatasetHome.Ada, home.Dataset, RefName.Parse("main"), "", tar, null, Cancellation));
        await AssertRefusedAsync(400, () => home.Imports.ImportAsync(DatasetHome.Ada, home.Dataset, RefName.Parse("main"), "", truncated, null, Cancellation));
        await AssertRefusedAsync(400, () => home.Imports.ImportAsync(DatasetHome.Ada, home.Dataset, RefName.Parse("main"), "a/../b", DatasetHome.TarOf([]), null, Cancellation));

        Assert.Empty(await home.ReadAllAsync("main"));
        Assert.Equal(0, await home.CountRowsAsync("objects"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Two_writers_on_one_branch_lose_nothing_of_each_other(string engine)
    {
        await using var home = await DatasetHome.CreateAsync(engine, server);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var number = 0; number < 400; number++)
            {
                await home.PutAsync($"main/{writer}/{number}", $"{writer} {number}");
                if (number % 100 == 50) await home.ImportAsync("main", new Dictionary<string, string> { [$"{writer}/imported {number}"] = "1" });
            }
        })));

        Assert.Equal(4 * 404, (await home.ReadAllAsync("main")).Count);
        Assert.Equal(4 * 404, (await home.CommitAsync("main")).Files);
    }

    private static async Task AssertRefusedAsync(int status, Func<Task> act) => Assert.Equal(status, (await Assert.ThrowsAsync<ProblemException>(act)).Problem.Status);
}
