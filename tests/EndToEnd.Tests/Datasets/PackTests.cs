using System.Formats.Tar;
using System.Net;

namespace Athanor.EndToEnd.Datasets;

public sealed class PackTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    private const int Samples = 60;

    [Fact]
    public async Task A_commit_is_packed_and_streams_from_the_folder_as_it_does_from_the_server()
    {
        using var home = new DataHome(server);
        var commit = await ImportAsync(home, "packed");

        var set = await home.AnswerAsync("pack", "packed@main", "shards", "--target-bytes", "16KiB");

        Assert.Equal((commit, Samples), (set.GetProperty("commit").GetString(), set.GetProperty("samples").GetInt32()));
        Assert.InRange(set.GetProperty("shards").GetInt32(), 2, Samples);
        string[] share = ["--seed", "7", "--world-size", "2", "--rank", "1", "--epochs", "2"];
        var fromServer = await ServeAsync(home, ["packed@main", .. share]);
        Assert.Equal(fromServer, await ServeAsync(home, ["--shards", "shards", .. share]));
        Assert.Equal(Samples, Count(fromServer));
    }

    [Fact]
    public async Task Shards_are_a_fact_that_comes_from_the_commit_and_carries_its_labels()
    {
        using var home = new DataHome(server);
        var commit = await ImportAsync(home, "labelled", "--label", "eu-only");

        var first = await home.AnswerAsync("pack", "labelled", "shards");
        var again = await home.AnswerAsync("pack", "labelled", "shards");

        Assert.Equal($"{first}", $"{again}");
        var subject = $"shard-set/labelled/{first.GetProperty("digest").GetString()}";
        var fact = (await server.Client.ListFactsAsync($"/api/v1/journal?subject={Uri.EscapeDataString(subject)}")).First();
        Assert.Equal("dataset.packed", fact.GetProperty("verb").GetString());
        Assert.Equal($"commit/labelled/{commit}", fact.GetProperty("parents")[0].GetString());
        Assert.Equal("eu-only", fact.GetProperty("details").GetProperty("labels")[0].GetString());
        Assert.Equal(Samples, fact.GetProperty("details").GetProperty("samples").GetInt32());
    }

    [Fact]
    public async Task Whoever_may_only_read_records_no_shards_and_nonsense_is_refused()
    {
        using var home = new DataHome(server);
        await ImportAsync(home, "guarded");
        var path = DatasetServer.PathOf("guarded", "/commits/main/shard-sets");
        var body = new { digest = new string('a', 64), shards = 1, samples = 1, bytes = 1 };
        using var reader = server.CreateClient(await server.AddPersonAsync("reader-of-shards", "viewer", "default"));

        using var refused = await reader.PostAsync(path, body);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        foreach (var nonsense in new object[] { body with { digest = "abc" }, body with { shards = 0 }, body with { samples = -1 }, body with { bytes = 0 } })
        {
            using var answer = await server.Client.PostAsync(path, nonsense);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_stream_comes_from_a_dataset_or_from_a_folder()
    {
        using var home = new DataHome(server);

        foreach (var arguments in new string[][] { ["serve"], ["serve", "some", "--shards", "shards"] })
            Assert.Contains("or --shards FOLDER", (await home.CommandAsync(arguments)).Errors, StringComparison.Ordinal);
    }

    private async Task<string?> ImportAsync(DataHome home, string dataset, params string[] options)
    {
        for (var number = 0; number < Samples; number++)
        {
            home.Write($"{dataset}/c{number % 3}/{number:00}.txt", new string('x', number * 37));
            home.Write($"{dataset}/c{number % 3}/{number:00}.cls", $"{number % 3}");
        }
        await home.RunAsync(["create", dataset, .. options]);
        await home.RunAsync("import", dataset, dataset, "-m", "all");
        return (await server.BranchAsync(dataset, "main")).GetProperty("head").GetString();
    }

    private static Task<string> ServeAsync(DataHome home, params string[] arguments) => home.RunAsync(["serve", .. arguments]);

    private static int Count(string tar)
    {
        using var reader = new TarReader(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(tar)));
        var count = 0;
        while (reader.GetNextEntry() is { } entry) count += entry.Name.EndsWith(".cls", StringComparison.Ordinal) ? 1 : 0;
        return count;
    }
}
