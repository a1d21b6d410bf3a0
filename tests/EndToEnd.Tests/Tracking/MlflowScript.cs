using System.Diagnostics;
using Athanor.Conformance;

namespace Athanor.EndToEnd.Tracking;

/// <summary>A client in Python, written only from the description of MLflow's API.</summary>
internal static class MlflowScript
{
    private const string Python = "/usr/bin/python3";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>What it said, once it has found all as it should be.</summary>
    public static async Task<string> RunAsync(AthanorServer server, string name, params string[] arguments)
    {
        if (!File.Exists(Python)) Requirement.Missing("python3 is not installed.");
        var script = Path.Combine(Repository.Root, "tests", "EndToEnd.Tests", "Tracking", name);
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
