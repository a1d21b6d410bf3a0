namespace Athanor.EndToEnd.Tracking;

/// <summary>A client written only from the description of MLflow's API, over every group of endpoints.</summary>
public sealed class MlflowClientTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    [Fact]
    public async Task All_that_was_acknowledged_is_there_after_the_server_was_killed()
    {
        var made = (await RunAsync([])).Split(' ', StringSplitOptions.TrimEntries);
        await server.KillAsync();
        await server.StartAsync();

        var said = await RunAsync(made);

        Assert.Contains("all as expected", said, StringComparison.Ordinal);
        await server.Client.AssertJournalIsWholeAsync();
    }

    private Task<string> RunAsync(string[] arguments) => MlflowScript.RunAsync(server, "client.py", arguments);
}
