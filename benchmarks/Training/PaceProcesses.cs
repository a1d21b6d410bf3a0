using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Athanor.Benchmarks.Training;

/// <summary>Starts the ranks of a run, and reads what rank 0 says of it in its last line.</summary>
internal static class PaceProcesses
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true };

    public static async Task<Pace> MeasureAsync(int ranks, Func<int, ProcessStartInfo> start, CancellationToken cancellation)
    {
        var processes = Enumerable.Range(0, ranks).Select(rank => Start(start(rank), rank, ranks)).ToList();
        try
        {
            var outputs = await Task.WhenAll(processes.Select(process => process.StandardOutput.ReadToEndAsync(cancellation)));
            foreach (var process in processes) await process.WaitForExitAsync(cancellation);
            if (processes.Any(process => process.ExitCode != 0)) throw new InvalidOperationException($"A rank of {processes[0].StartInfo.FileName} failed.");
            return JsonSerializer.Deserialize<Pace>(outputs[0].TrimEnd().Split('\n')[^1], Json)!;
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

    /// <summary>Of a process, in MiB.</summary>
    public static double PeakOf(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return double.Parse(line["VmHWM:".Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
    }

    private static Process Start(ProcessStartInfo start, int rank, int ranks)
    {
        start.RedirectStandardOutput = true;
        start.Environment["RANK"] = $"{rank}";
        start.Environment["WORLD_SIZE"] = $"{ranks}";
        return Process.Start(start)!;
    }
}
