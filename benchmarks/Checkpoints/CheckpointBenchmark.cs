using System.Diagnostics;
using Athanor.Benchmarks.Harness;
using Athanor.Compute.Collectives;
using Athanor.Compute.Tensors;
using Athanor.Training.Checkpoints;
using Athanor.Training.Checkpoints.Keeping;
using Athanor.Training.Checkpoints.Storage;
using Athanor.Training.Checkpoints.Writing;

namespace Athanor.Benchmarks.Checkpoints;

/// <summary>How long a step stands still for a checkpoint, against a plain copy of the same state.</summary>
internal sealed class CheckpointBenchmark : IBenchmark
{
    private const int Rows = 100;
    private const int Columns = 1_000_000;
    private const int Rounds = 7;
    private const double Gigabyte = 1e9;
    private static readonly string[] Vectors = ["parameters", "first moment", "second moment"];
    private static readonly double Bytes = (double)Vectors.Length * Rows * Columns * sizeof(float);

    // Measured on one machine with other work: a tenth is noise.
    private static readonly Bar BlockedBar = Harness.Bar.RatioAtMost(1.1);

    public string Name => "checkpoint";

    public string Description =>
        $"How long saving {Rows * Columns / 1_000_000} million parameters and AdamW's two moments of each ({Bytes / Gigabyte:0.0} GB) keeps one worker from its next step, against one plain copy of the same memory by one thread, in turns in one process. " +
        "Hashing, writing and fsync go on behind it, and are waited for before the next turn. The bar is 1.0 with a tolerance of a tenth.";

    public string Bar => BlockedBar.Describe("");

    public Task<BenchmarkResult> RunAsync(Workplace workplace, CancellationToken cancellation) => Task.Run(() => Run(workplace, cancellation), cancellation);

    private static BenchmarkResult Run(Workplace workplace, CancellationToken cancellation)
    {
        var state = Vectors.Select(name => new StatePart(name, (long)Rows * Columns, 0, Tensor.Zeros(Rows, Columns))).ToList();
        var copies = state.Select(_ => Tensor.Zeros(Rows, Columns)).ToList();
        using var writer = new CheckpointWriter(new FolderCheckpointStore(Path.Combine(workplace.Directory, "checkpoints")), new Alone(), "benchmark"u8, new() { Retention = new RetentionRule(Last: 1) }, workplace.Clock);
        writer.Prepare(state);
        List<double> blocked = [], plain = [], written = [];
        for (var round = 0; round <= Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            Change(state, round);
            var copied = Time(() => Copy(state, copies));
            Change(state, round + 1);
            var saved = Time(() => writer.Save(round + 1, state, CheckpointNotes.None));
            writer.Finish();
            Workplace.Say($"{round}: blocked {saved * 1000:0} ms, plain copy {copied * 1000:0} ms, written in {writer.Cost!.Written.TotalSeconds:0.0} s");
            if (round == 0) continue;     // the first one meets cold memory
            blocked.Add(saved * 1000);
            plain.Add(copied * 1000);
            written.Add(Bytes / Gigabyte / writer.Cost.Written.TotalSeconds);
        }
        state.ForEach(part => part.Values.Dispose());
        copies.ForEach(copy => copy.Dispose());
        Series ours = new("a step waits", "ms", blocked), reference = new("plain copy", "ms", plain), background = new("hashed, written and on disk", "GB/s", written);
        return new([new(ours.Name, "ms", ours.Median, reference.Median, BlockedBar), new(background.Name, "GB/s", background.Median, background.Median, null)], [ours, reference, background]);
    }

    private static double Time(Action act)
    {
        var start = Stopwatch.GetTimestamp();
        act();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void Change(List<StatePart> state, int round) => state.ForEach(part => part.Values.As(Rows * Columns).Span.Fill(round));

    private static void Copy(List<StatePart> from, List<Tensor> to)
    {
        for (var index = 0; index < from.Count; index++) from[index].Values.Span.CopyTo(to[index].Span);
    }
}
