using System.Diagnostics;
using System.Globalization;
using Athanor.Conformance;

namespace Athanor.EndToEnd.Tracking;

/// <summary>A program beside this file, run by Debian's Python as a client of the server.</summary>
internal static class MlflowScript
{
    private const string Python = "/usr/bin/python3";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>What it printed; a program that fails fails the test.</summary>
    public static async Task<string> RunAsync(AthanorServer server, string name, params string[] arguments)
    {
        if (!File.Exists(Python)) Requirement.Missing("python3 is not installed.");
        var script = Path.Combine(Repository.Root, "tests", "EndToEnd.Tests", "Tracking", name);
        var start = new ProcessStartInfo(Python, [script, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["MLFLOW_TRACKING_URI"] = server.Address.ToString().TrimEnd('/');
        start.Environment["MLFLOW_TRACKING_TOKEN"] = server.Admin.Token;
        start.Environment["SERVER_PROCESS"] = server.ProcessId.ToString(CultureInfo.InvariantCulture);
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{await errors}\n{server.Output}");
        return await output;
    }
}
