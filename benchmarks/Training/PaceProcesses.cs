using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Athanor.Benchmarks.Collectives;

namespace Athanor.Benchmarks.Training;

/// <summary>Runs the ranks of a training, and reads how fast rank 0 says they were.</summary>
internal static class PaceProcesses
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true };

    public static async Task<Pace> MeasureAsync(int ranks, Func<int, ProcessStartInfo> start, CancellationToken cancellation) =>
        JsonSerializer.Deserialize<Pace>(await RankProcesses.RunAsync(ranks, start, cancellation), Json)!;

    /// <summary>Of a process, in MiB.</summary>
    public static double PeakOf(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return double.Parse(line["VmHWM:".Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
    }
}
