using System.Text.Json;

namespace Athanor.EndToEnd.BadInput;

public sealed class FeedTests
{
    [Fact]
    public async Task A_feed_resumed_across_restarts_has_neither_gap_nor_repeat()
    {
        await using var server = new AthanorServer();
        await server.InitializeAsync();
        var seen = new List<long>();
        string? last = null;

        for (var start = 0; start < 3; start++)
        {
            await CreateProjectsAsync(server, start);
            using (var feed = await FactFeed.OpenAsync(server.Client, "/api/v1/journal/events", last))
            {
                for (var fact = 0; fact < 6; fact++) last = Note(seen, await feed.NextAsync());
            }
            if (start == 0) await server.KillAsync();
            else await server.StopAsync();
            await server.StartAsync();
        }

        Assert.Equal(Enumerable.Range(1, seen.Count).Select(number => (long)number), seen);
    }

    [Fact]
    public async Task A_reader_of_one_project_sees_its_facts_and_no_others()
    {
        await using var server = new AthanorServer();
        await server.InitializeAsync();
        await server.Client.CreateAsync("/api/v1/projects", new { name = "plants" });
        await server.Client.CreateAsync("/api/v1/projects", new { name = "stars" });
        using var client = server.CreateClient(await server.AddPersonAsync("ada", "viewer", "plants"));
        await server.Client.CreateAsync("/api/v1/projects", new { name = "moons" });

        var found = (await client.ListFactsAsync("/api/v1/journal?limit=1000")).Select(ProjectOf);
        var exported = (await client.GetStringAsync("/api/v1/journal/export")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => ProjectOf(JsonDocument.Parse(line).RootElement));
        using var feed = await FactFeed.OpenAsync(client, "/api/v1/journal/events", lastEventId: null);
        var (first, second) = (await feed.NextAsync(), await feed.NextAsync());

        Assert.Equal(["plants"], found.Concat(exported).Append(ProjectOf(first!.Value.Fact)).Append(ProjectOf(second!.Value.Fact)).Distinct());
        Assert.Empty(await client.ListFactsAsync("/api/v1/journal?project=stars"));
        Assert.Equal("[]", await client.GetStringAsync("/api/v1/lineage?subject=principal/admin&direction=down"));
        await ProblemAssert.IsAsync(403, "access/forbidden", await client.GetAsync("/api/v1/projects/stars"));
        await ProblemAssert.IsAsync(403, "access/forbidden", await client.GetAsync("/api/v1/journal/head"));
        Assert.Equal("plants", Assert.Single(await client.ListAsync("/api/v1/projects")).GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_feed_ends_before_the_first_fact_that_its_key_may_no_longer_read()
    {
        await using var server = new AthanorServer();
        await server.InitializeAsync();
        var key = await server.Client.CreateAsync("/api/v1/keys", new { });
        using var client = server.CreateClient(key.GetProperty("token").GetString());
        using var feed = await FactFeed.OpenAsync(client, "/api/v1/journal/events", lastEventId: null);
        var id = key.GetProperty("key").GetProperty("id").GetString();
        while ((await feed.NextAsync())!.Value.Fact.GetProperty("subject").GetString() != $"key/{id}")
        {
        }

        (await server.Client.DeleteAsync($"/api/v1/keys/{id}")).EnsureSuccessStatusCode();

        while (await feed.NextAsync() is { } later) Assert.NotEqual("key.revoked", later.Fact.GetProperty("verb").GetString());
    }

    private static async Task CreateProjectsAsync(AthanorServer server, int start)
    {
        for (var number = 0; number < 6; number++) await server.Client.CreateAsync("/api/v1/projects", new { name = $"project-{start}-{number}" });
    }

    private static string Note(List<long> seen, (string Id, JsonElement Fact)? next)
    {
        Assert.NotNull(next);
        seen.Add(next.Value.Fact.GetProperty("sequence").GetInt64());
        return next.Value.Id;
    }

    private static string? ProjectOf(JsonElement fact) => fact.GetProperty("project").GetString();
}
