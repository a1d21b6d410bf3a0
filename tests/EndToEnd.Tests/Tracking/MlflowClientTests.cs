using System.Diagnostics;
using Athanor.Conformance;

namespace Athanor.EndToEnd.Tracking;

/// <summary>A client written only from the description of MLflow's API, over every group of endpoints.</summary>
public sealed class MlflowClientTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    private const string Python = "/usr/bin/python3";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task All_that_was_acknowledged_is_there_after_the_server_was_killed()
    {
        if (!File.Exists(Python)) Requirement.Missing("python3 is not installed.");
        var made = (await RunAsync([])).Split(' ', StringSplitOptions.TrimEntries);
        await server.KillAsync();
        await server.StartAsync();

        var said = await RunAsync(made);

        Assert.Contains("all as expected", said, StringComparison.Ordinal);
        await server.Client.AssertJournalIsWholeAsync();
    }

    private async Task<string> RunAsync(string[] arguments)
    {
        var script = Path.Combine(Repository.Root, "tests", "EndToEnd.Tests", "Tracking", "client.py");
        var start = new ProcessStartInfo(Python, [script, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["MLFLOW_TRACKING_URI"] = server.Address.ToString().TrimEnd('/');
        start.Environment["MLFLOW_TRACKING_TOKEN"] = server.Admin.Token;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{await errors}\n{server.Output}");
        return await output;
    }
}
