namespace Athanor.EndToEnd.Datasets;

/// <summary>A server that is killed in the middle of a change: the dataset is as before it or as after it, and everything in it can be read.</summary>
[Trait("Category", "Faults")]
public sealed class DatasetKillTests : IAsyncLifetime
{
    private static readonly int Rounds = Environment.GetEnvironmentVariable("ATHANOR_FAULTS") == "full" ? 40 : 5;

    private readonly AthanorServer _server = new();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory, InlineData("import"), InlineData("commit"), InlineData("merge"), InlineData("gc")]
    public async Task A_change_that_is_killed_happens_whole_or_not_at_all(string change)
    {
        await _server.CreateDatasetAsync("plants");
        await ImportAsync("main", 0);
        await _server.CommitAsync("plants", "main");

        // How long the change takes when nobody disturbs it says when to kill it.
        await PrepareAsync(change, 1);
        var start = TimeProvider.System.GetTimestamp();
        await ActAsync(change, 1);
        var duration = TimeProvider.System.GetElapsedTime(start);

        for (var round = 2; round < Rounds + 2; round++)
        {
            await PrepareAsync(change, round);
            var before = await StateAsync();
            var act = ActAsync(change, round);
            await Task.Delay(duration * ((round - 1.5) / Rounds));
            await _server.KillAsync();
            await IgnoreAsync(act);
            await _server.StartAsync();

            var after = await StateAsync();
            await AssertReadableAsync();
            if (after != before)
            {
                await IgnoreAsync(ActAsync(change, round));      // doing it again changes nothing that was done
                Assert.Equal(after.Files, (await StateAsync()).Files);
            }
            else
            {
                await ActAsync(change, round);
                if (change != "gc") Assert.NotEqual(before, await StateAsync());
            }
            await AssertReadableAsync();
            await _server.Client.AssertJournalIsWholeAsync();
        }
    }

    private async Task PrepareAsync(string change, int round)
    {
        switch (change)
        {
            case "commit":
                await ImportAsync("main", round);
                break;
            case "merge":
                await _server.Client.CreateAsync(DatasetServer.PathOf("plants", "/branches"), new { name = $"work-{round}" });
                await ImportAsync($"work-{round}", round);
                await _server.CommitAsync("plants", $"work-{round}");
                break;
            case "gc":
                await ImportAsync("main", round);
                using (var reset = await _server.Client.PostAsync(DatasetServer.PathOf("plants", "/branches/main/reset"), new { prefix = "" })) reset.EnsureSuccessStatusCode();
                break;
        }
    }

    private Task ActAsync(string change, int round) => change switch
    {
        "import" => ImportAsync("main", round),
        "commit" => _server.CommitAsync("plants", "main", $"round {round}"),
        "merge" => _server.Client.CreateAsync(DatasetServer.PathOf("plants", "/branches/main/merge"), new { source = $"work-{round}" }),
        _ => _server.Client.CreateAsync(DatasetServer.PathOf("plants", "/gc"), new { dryRun = false }),
    };

    private async Task ImportAsync(string branch, int round)
    {
        using var response = await _server.ImportAsync("plants", branch, Enumerable.Range(0, 3000).ToDictionary(number => $"f{number % 50}/{number}", number => $"{(number % 7 == 0 ? round : 0)} {number}"));
        response.EnsureSuccessStatusCode();
    }

    private async Task<(string? Head, int Files)> StateAsync()
    {
        var manifest = await _server.ManifestAsync("plants", "main");
        return ((await _server.BranchAsync("plants", "main")).GetProperty("head").GetString(), HashCode.Combine(manifest.Count, string.Join(' ', manifest.Select(file => file.Value)).GetHashCode(StringComparison.Ordinal)));
    }

    /// <summary>Every file of the branch and of its last commit has the bytes that its digest says.</summary>
    private async Task AssertReadableAsync()
    {
        using var verified = await _server.Client.PostAsync("/api/v1/objects/verify?bucket=plants", content: null);
        Assert.Contains("\"damaged\":0", (await verified.Content.ReadAsStringAsync()).TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
        var head = (await _server.BranchAsync("plants", "main")).GetProperty("head").GetString()!;
        Assert.Equal(3000, (await _server.ManifestAsync("plants", head)).Count);
        foreach (var number in new[] { 0, 7, 2999 })
        {
            var command = await AthanorCommand.RunAsync(_server, "objects", "cat", $"s3://plants/main/f{number % 50}/{number}");
            Assert.True(command.ExitCode == 0 && command.Output.EndsWith($" {number}", StringComparison.Ordinal), command.ToString());
        }
    }

    private static async Task IgnoreAsync(Task act)
    {
        try
        {
            await act;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException or Xunit.Sdk.XunitException)
        {
            // It was killed, or had happened already.
        }
    }
}
