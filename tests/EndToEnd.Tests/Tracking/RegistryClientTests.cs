namespace Athanor.EndToEnd.Tracking;

/// <summary>Every endpoint of MLflow's model registry, and every trick by which a source or a name was ever turned into a path.</summary>
public sealed class RegistryClientTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    [Fact]
    public async Task Models_and_versions_are_as_MLflow_says_also_after_the_server_was_killed()
    {
        Assert.Contains("all as expected", await MlflowScript.RunAsync(server, "registry.py"), StringComparison.Ordinal);
        await server.KillAsync();
        await server.StartAsync();

        var said = await MlflowScript.RunAsync(server, "registry.py", "again");

        Assert.Contains("all as expected", said, StringComparison.Ordinal);
        await server.Client.AssertJournalIsWholeAsync();
    }
}
