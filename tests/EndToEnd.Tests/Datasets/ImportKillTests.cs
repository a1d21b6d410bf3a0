using Athanor.Conformance;

namespace Athanor.EndToEnd.Datasets;

[Trait("Category", "Faults")]
public sealed class ImportKillTests
{
    private const int Files = 40_000;
    private static readonly int Kills = Environment.GetEnvironmentVariable("ATHANOR_FAULTS") == "full" ? 20 : 2;

    [Fact]
    public async Task An_import_that_is_killed_goes_on_with_what_is_missing()
    {
        await using var server = await StartAsync();
        using var home = new DataHome(server);
        for (var round = 0; round < Kills; round++)
        {
            await PrepareAsync(home, round);
            await using (home.Start("import", "tree", $"killed-{round}")) await WaitForVersionAsync(server, round, 3);

            var left = await home.AnswerAsync("import", "tree", $"killed-{round}", "-m", "whole");

            Assert.InRange(left.GetProperty("sentFiles").GetInt32(), 1, Files - 4096);
            await AssertWholeAsync(home, round);
        }
    }

    [Fact]
    public async Task A_server_that_is_killed_during_an_import_loses_nothing_it_acknowledged()
    {
        await using var server = await StartAsync();
        using var home = new DataHome(server);
        for (var round = 0; round < Kills; round++)
        {
            await PrepareAsync(home, round);
            await using (var import = home.Start("import", "tree", $"killed-{round}"))
            {
                await WaitForVersionAsync(server, round, 3);
                await server.KillAsync();
                await server.StartAsync();
                await import.EndAsync();
            }

            await home.RunAsync("import", "tree", $"killed-{round}", "-m", "whole");
            await AssertWholeAsync(home, round);
        }
        await server.Client.AssertJournalIsWholeAsync();
    }

    private static async Task<AthanorServer> StartAsync()
    {
        var server = new AthanorServer();
        await server.InitializeAsync();
        return server;
    }

    private static async Task PrepareAsync(DataHome home, int round)
    {
        if (round == 0)
            for (var number = 0; number < Files; number++) home.Write($"tree/{number / 1000:00}/{number:00000}", $"leaf {number}");
        await home.RunAsync("create", $"killed-{round}");
    }

    private static Task WaitForVersionAsync(AthanorServer server, int round, int version) => Eventually.HoldsAsync(
        async () => (await server.GetAsync($"/api/v1/datasets/killed-{round}/branches/main")).GetProperty("version").GetInt64() >= version, "some batches are acknowledged");

    private static async Task AssertWholeAsync(DataHome home, int round)
    {
        await home.RunAsync("checkout", $"killed-{round}", "out", "--delete");
        Assert.Equal(await home.SumsAsync("tree"), await home.SumsAsync("out"));
        Assert.Contains("nothing was sent", await home.RunAsync("import", "tree", $"killed-{round}"), StringComparison.Ordinal);
    }
}
