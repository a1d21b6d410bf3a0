using System.Diagnostics;
using Athanor.Conformance;

namespace Athanor.Training.Tests.Formats;

/// <summary>Asks the system's Python, which reads our files with none of our code.</summary>
internal static class Python
{
    private const string Program = "/usr/bin/python3";

    public static void RequireTorch()
    {
        if (!Directory.Exists("/usr/lib/python3/dist-packages/torch")) Requirement.Missing("PyTorch is not installed (Debian: apt-get install python3-torch).");
    }

    public static async Task<string> RunAsync(string script, params string[] arguments)
    {
        if (!File.Exists(Program)) Requirement.Missing("Python is not installed (Debian: apt-get install python3).");
        using var process = Process.Start(new ProcessStartInfo(Program, ["-c", script, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await errors);
        return output.Trim();
    }
}
