using Athanor.Benchmarks.Harness;
using Athanor.Compute.Devices.Cpu;
using Athanor.Compute.Tensors;

namespace Athanor.Benchmarks.Compute;

/// <summary>Products of square matrices, by our device and by OpenBLAS, in turns.</summary>
internal sealed class ComputeGemmBenchmark : IBenchmark
{
    private const int Rounds = 5;
    private const int SizeOfTrial = 1024;
    private const double FlopPerTurn = 30e9;
    private static readonly int[] Sizes = [512, 768, 1024, 1536, 2048];
    private static readonly int[] ThreadCounts = [1, 2];
    private static readonly string[] Cores = ["SkylakeX", "Haswell", "Zen"];
    private static readonly Bar BestBar = Harness.Bar.RatioAtLeast(0.9);
    private static readonly Bar InstalledBar = Harness.Bar.RatioAtLeast(1);

    public string Name => "compute-gemm";

    public string Description =>
        $"Products of square matrices of {string.Join(", ", Sizes)} in 32 bits with one thread and with two: the CPU device against OpenBLAS with the fastest of its core types ({string.Join(", ", Cores)}), " +
        $"and against OpenBLAS as it comes, each in a process of its own, in {Rounds} turns of which the best counts. The figure is the geometric mean over sizes.";

    public string Bar => $"against the fastest core type: {BestBar.Describe("")}; as it comes: {InstalledBar.Describe("")}; each with one thread and with two";

    public Task<BenchmarkResult> RunAsync(Workplace workplace, CancellationToken cancellation)
    {
        var (figures, measurements) = (new List<Figure>(), new List<Series>());
        foreach (var threads in ThreadCounts)
        {
            using var device = new CpuDevice(threads);
            using var best = OpenBlas.StartBest(threads, Cores, SizeOfTrial);
            using var installed = OpenBlas.Start(threads, core: null);
            var sizes = new List<(double Ours, double Best, double Installed)>();
            foreach (var size in Sizes)
            {
                cancellation.ThrowIfCancellationRequested();
                var series = TakeTurns(device, best, installed, size, threads, workplace.Clock);
                measurements.AddRange(series);
                sizes.Add((series[0].Values.Max(), series[1].Values.Max(), series[2].Values.Max()));
            }
            figures.Add(new($"{Words(threads)}, against {best.Core}", "GFLOP/s", Mean(sizes.Select(size => size.Ours)), Mean(sizes.Select(size => size.Best)), BestBar));
            figures.Add(new($"{Words(threads)}, as it comes ({installed.Core})", "GFLOP/s", Mean(sizes.Select(size => size.Ours)), Mean(sizes.Select(size => size.Installed)), InstalledBar));
        }
        return Task.FromResult(new BenchmarkResult(figures, measurements));
    }

    private static Series[] TakeTurns(CpuDevice device, OpenBlas best, OpenBlas installed, int size, int threads, TimeProvider clock)
    {
        var calls = Math.Max(2, (int)(FlopPerTurn / (2 * Math.Pow(size, 3))));
        var turns = new List<double>[] { [], [], [] };
        for (var round = 0; round < Rounds; round++)
        {
            turns[0].Add(Measure(device, size, calls, clock));
            turns[1].Add(best.Measure(size, calls));
            turns[2].Add(installed.Measure(size, calls));
        }
        Workplace.Say($"{Words(threads)}, {size}: {turns[0].Max():F1} GFLOP/s, {best.Core} {turns[1].Max():F1}, as it comes {turns[2].Max():F1}");
        string[] names = ["ours", best.Core, "as it comes"];
        return [.. names.Zip(turns, (name, values) => new Series($"{name}, {Words(threads)}, {size}", "GFLOP/s", values))];
    }

    private static double Measure(CpuDevice device, int size, int calls, TimeProvider clock)
    {
        using var left = Tensor.Zeros(size, size);
        using var right = Tensor.Zeros(size, size);
        using var product = Tensor.Zeros(size, size);
        left.Span.Fill(0.5f);
        right.Span.Fill(0.25f);
        device.Multiply(left, right, product);
        return 2 * Math.Pow(size, 3) / Enumerable.Range(0, calls).Min(_ => SecondsOf(device, left, right, product, clock)) / 1e9;
    }

    private static double SecondsOf(CpuDevice device, Tensor left, Tensor right, Tensor product, TimeProvider clock)
    {
        var begin = clock.GetTimestamp();
        device.Multiply(left, right, product);
        return clock.GetElapsedTime(begin).TotalSeconds;
    }

    private static string Words(int threads) => threads == 1 ? "one thread" : $"{threads} threads";

    private static double Mean(IEnumerable<double> values) => Math.Exp(values.Average(Math.Log));
}
