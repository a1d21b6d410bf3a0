using System.Diagnostics;

namespace Athanor.Benchmarks.Datasets;

/// <summary>Runs commands as a user would, and takes their time from start to exit.</summary>
internal sealed class Shell(TimeProvider clock, IReadOnlyDictionary<string, string> environment)
{
    /// <summary>Seconds. What a command prints is read and thrown away; one that fails ends the benchmark.</summary>
    public async Task<double> RunAsync(string script, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("/bin/bash", ["-euo", "pipefail", "-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var begin = clock.GetTimestamp();
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, cancellation), process.StandardError.ReadToEndAsync(cancellation));
        await process.WaitForExitAsync(cancellation);
        await output;
        var taken = clock.GetElapsedTime(begin);
        return process.ExitCode == 0 ? taken.TotalSeconds : throw new InvalidOperationException($"`{script}` ended with exit code {process.ExitCode}: {await errors}");
    }
}
