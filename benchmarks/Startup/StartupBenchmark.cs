using Athanor.Benchmarks.Harness;

namespace Athanor.Benchmarks.Startup;

/// <summary>How long a user waits for the server, and what it costs to leave it running.</summary>
internal sealed class StartupBenchmark : IBenchmark
{
    private const int Runs = 10;
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(5);
    private static readonly Bar StartBar = Harness.Bar.AtMost(1);
    private static readonly Bar MemoryBar = Harness.Bar.AtMost(150);

    public string Name => "startup";

    public string Description =>
        $"From exec to the first 200 of /readyz on an existing data directory (warm, median of {Runs}), and resident memory {IdleTime.TotalSeconds:0} s after that.";

    public string Bar => $"{StartBar.Describe("s")}; {MemoryBar.Describe("MiB")}";

    public async Task<BenchmarkResult> RunAsync(Workplace workplace, CancellationToken cancellation)
    {
        using var client = new HttpClient();
        var starts = new List<double>();
        var memory = 0.0;

        // Run 0 makes the data directory and warms the disk cache and this program's own client; it is not counted.
        for (var run = 0; run <= Runs; run++)
        {
            var begin = workplace.Clock.GetTimestamp();
            await using var server = AthanorServer.Start(workplace.Binary, Path.Combine(workplace.Directory, "data"));
            await server.WaitUntilReadyAsync(client, workplace.Clock, cancellation);
            var taken = workplace.Clock.GetElapsedTime(begin);
            Workplace.Say($"run {run}: ready after {taken.TotalMilliseconds:0} ms");
            if (run > 0) starts.Add(taken.TotalSeconds);
            if (run < Runs) continue;

            await Task.Delay(IdleTime, workplace.Clock, cancellation);
            memory = server.ResidentMebibytes;
        }

        var start = new Series("start", "s", starts);
        return new(
            [Figure.AgainstBar("start", "s", start.Median, StartBar), Figure.AgainstBar("idle memory", "MiB", memory, MemoryBar)],
            [start, new("idle memory", "MiB", [memory])]);
    }
}
