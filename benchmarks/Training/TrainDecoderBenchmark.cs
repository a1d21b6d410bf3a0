using Athanor.Benchmarks.Harness;

namespace Athanor.Benchmarks.Training;

/// <summary>A small language model, trained by us and by PyTorch in turns: how fast, in how much memory, and by two workers.</summary>
internal sealed class TrainDecoderBenchmark : IBenchmark
{
    private const int Rounds = 4, Steps = 4;
    private static readonly Bar Faster = Harness.Bar.RatioAtLeast(1.5);
    private static readonly Bar NoMore = Harness.Bar.RatioAtMost(1);
    private static readonly Bar Together = Harness.Bar.RatioAtLeast(0.95);
    private static readonly Bar Nothing = Harness.Bar.AtMost(0);

    public string Name => "train-decoder";

    public string Description =>
        $"Training a decoder of {SyntheticTask.Layers} layers, {SyntheticTask.Width} wide, {SyntheticTask.Heads} heads, {SyntheticTask.Length} tokens in {SyntheticTask.Rows} rows, {SyntheticTask.Vocabulary} kinds of tokens, in 32 bits, with AdamW and clipping: " +
        $"tokens per second, ours against the same network in Debian's PyTorch with OpenBLAS (OpenMP), a process each, in {Rounds} turns. The median counts. Memory is what the process held at most; two workers of one thread each are compared with one of two.";

    public string Bar => $"tokens per second: {Faster.Describe("")}; memory: {NoMore.Describe("")}; two workers: {Together.Describe("")} (one with two threads); managed memory taken in steady steps: none";

    public async Task<BenchmarkResult> RunAsync(Workplace workplace, CancellationToken cancellation)
    {
        var turns = new List<Turn>();
        for (var round = 0; round < Rounds; round++)
        {
            turns.Add(new(
                await TrainingRank.MeasureAsync(SyntheticTask.Decoder, 1, 1, Steps, cancellation),
                await TorchTraining.MeasureAsync(SyntheticTask.Decoder, 1, Steps, cancellation),
                await TrainingRank.MeasureAsync(SyntheticTask.Decoder, 1, 2, Steps, cancellation),
                await TorchTraining.MeasureAsync(SyntheticTask.Decoder, 2, Steps, cancellation),
                await TrainingRank.MeasureAsync(SyntheticTask.Decoder, 2, 1, Steps, cancellation)));
            Workplace.Say($"{round}: 1 thread {turns[^1].OneThread.PerSecond:0} tokens/s, PyTorch {turns[^1].TorchOneThread.PerSecond:0}; 2 threads {turns[^1].TwoThreads.PerSecond:0}, PyTorch {turns[^1].TorchTwoThreads.PerSecond:0}; 2 workers {turns[^1].TwoWorkers.PerSecond:0}");
        }
        Series one = Speed("ours, 1 thread", turn => turn.OneThread), torchOne = Speed("PyTorch, 1 thread", turn => turn.TorchOneThread);
        Series two = Speed("ours, 2 threads", turn => turn.TwoThreads), torchTwo = Speed("PyTorch, 2 threads", turn => turn.TorchTwoThreads), workers = Speed("ours, 2 workers", turn => turn.TwoWorkers);
        Series memory = Memory("ours, 2 threads", turn => turn.TwoThreads), torchMemory = Memory("PyTorch, 2 threads", turn => turn.TorchTwoThreads);
        return new(
            [
                new("2 threads", "tokens/s", two.Median, torchTwo.Median, Faster),
                new("1 thread", "tokens/s", one.Median, torchOne.Median, Faster),
                new("2 workers of 1 thread, against 1 of 2", "tokens/s", workers.Median, two.Median, Together),
                new("memory", "MiB", memory.Median, torchMemory.Median, NoMore),
                Figure.AgainstBar("managed memory taken in steady steps", "B", turns.Max(turn => turn.TwoThreads.AllocatedBytes), Nothing),
            ],
            [one, torchOne, two, torchTwo, workers, memory, torchMemory]);

        Series Speed(string name, Func<Turn, Pace> of) => new(name, "tokens/s", [.. turns.Select(turn => of(turn).PerSecond)]);
        Series Memory(string name, Func<Turn, Pace> of) => new($"memory, {name}", "MiB", [.. turns.Select(turn => of(turn).PeakMebibytes)]);
    }

    private sealed record Turn(Pace OneThread, Pace TorchOneThread, Pace TwoThreads, Pace TorchTwoThreads, Pace TwoWorkers);
}
