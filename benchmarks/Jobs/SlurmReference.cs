using System.Diagnostics;
using Athanor.Conformance.Engines;

namespace Athanor.Benchmarks.Jobs;

/// <summary>A Slurm cluster on this machine, and jobs on it as its users run them.</summary>
internal sealed class SlurmReference : IAsyncDisposable
{
    private readonly SlurmDaemons _cluster;

    private SlurmReference(SlurmDaemons cluster) => _cluster = cluster;

    public static async Task<SlurmReference> StartAsync() =>
        SlurmDaemons.WhyMissing is { } reason ? throw new InvalidOperationException(reason) : new(await SlurmDaemons.StartNewAsync());

    public Task<double> RunOneAsync(CancellationToken cancellation) => TimeAsync(["--wait", "--mem=100", "--output=/dev/null", "--wrap=true"], cancellation);

    public Task<double> DrainAsync(int count, CancellationToken cancellation) => TimeAsync(["--wait", "--mem=100", "--output=/dev/null", $"--array=0-{count - 1}", "--wrap=true"], cancellation);

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    private async Task<double> TimeAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var begin = Stopwatch.GetTimestamp();
        cancellation.ThrowIfCancellationRequested();
        await _cluster.CommandAsync("sbatch", [.. arguments]);
        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }
}
