using System.Diagnostics;
using System.Globalization;

namespace Athanor.Benchmarks.Collectives;

/// <summary>Starts the ranks of a gang, and reads what rank 0 says in the end.</summary>
internal static class RankProcesses
{
    public static async Task<double> MeasureAsync(int ranks, Func<int, ProcessStartInfo> start, CancellationToken cancellation) =>
        double.Parse(await RunAsync(ranks, start, cancellation), CultureInfo.InvariantCulture);

    /// <summary>The last line of rank 0.</summary>
    public static async Task<string> RunAsync(int ranks, Func<int, ProcessStartInfo> start, CancellationToken cancellation)
    {
        var processes = Enumerable.Range(0, ranks).Select(rank => Start(start(rank), rank, ranks)).ToList();
        try
        {
            var outputs = await Task.WhenAll(processes.Select(process => process.StandardOutput.ReadToEndAsync(cancellation)));
            foreach (var process in processes) await process.WaitForExitAsync(cancellation);
            return processes.All(process => process.ExitCode == 0) ? outputs[0].TrimEnd().Split('\n')[^1] : throw new InvalidOperationException($"A rank failed: {string.Join(' ', processes[0].StartInfo.ArgumentList.Take(2))}");
        }
        finally
        {
            foreach (var process in processes)
            {
                if (!process.HasExited) process.Kill();
                process.Dispose();
            }
        }
    }

    private static Process Start(ProcessStartInfo start, int rank, int ranks)
    {
        start.RedirectStandardOutput = true;
        start.Environment["RANK"] = $"{rank}";
        start.Environment["WORLD_SIZE"] = $"{ranks}";
        return Process.Start(start)!;
    }
}
