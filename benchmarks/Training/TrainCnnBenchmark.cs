using Athanor.Benchmarks.Harness;

namespace Athanor.Benchmarks.Training;

/// <summary>A small convolutional network, trained by us and by PyTorch in turns.</summary>
internal sealed class TrainCnnBenchmark : IBenchmark
{
    private const int Rounds = 5, Steps = 12;
    private static readonly int[] ThreadCounts = [1, 2];
    private static readonly Bar Faster = Harness.Bar.RatioAtLeast(1.2);

    public string Name => "train-cnn";

    public string Description =>
        $"Training three convolutions of {string.Join(", ", SyntheticTask.Widths)} channels with ReLU and pooling on batches of {SyntheticTask.Images} images of {SyntheticTask.Size} × {SyntheticTask.Size}, in 32 bits, with momentum: images per second, " +
        $"ours against Debian's PyTorch (oneDNN), a process each, in {Rounds} turns. The median counts.";

    public string Bar => $"{Faster.Describe("")}, with one thread and with two";

    public async Task<BenchmarkResult> RunAsync(Workplace workplace, CancellationToken cancellation)
    {
        var (figures, measurements) = (new List<Figure>(), new List<Series>());
        foreach (var threads in ThreadCounts)
        {
            var (ours, torch) = (new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                ours.Add((await TrainingRank.MeasureAsync(SyntheticTask.Convolutions, 1, threads, Steps, cancellation)).PerSecond);
                torch.Add((await TorchTraining.MeasureAsync(SyntheticTask.Convolutions, threads, Steps, cancellation)).PerSecond);
                Workplace.Say($"{threads} threads, {round}: {ours[^1]:0} images/s, PyTorch {torch[^1]:0}");
            }
            Series ofUs = new($"ours, {threads} threads", "images/s", ours), ofTorch = new($"PyTorch, {threads} threads", "images/s", torch);
            figures.Add(new($"{threads} {(threads == 1 ? "thread" : "threads")}", "images/s", ofUs.Median, ofTorch.Median, Faster));
            measurements.AddRange([ofUs, ofTorch]);
        }
        return new(figures, measurements);
    }
}
