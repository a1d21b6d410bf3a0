using System.Globalization;

namespace Athanor.Training.Loop;

/// <summary>What holds a run up most, in figures and a sentence: the part that costs most beside computing, the rank where it does, and what would be gained without it.</summary>
public sealed record Bottleneck(StepPart Part, int Rank, double Share, double Gain, string Words)
{
    // Below this nobody would notice.
    private const double Noticeable = 0.05;

    // How much longer the slowest rank computes than the middle one before the others are said to wait for it.
    private const double Straggling = 1.15;

    /// <param name="ranks">Of the same steps, in the order of ranks.</param>
    /// <param name="prefetch">How many batches are read ahead.</param>
    public static Bottleneck Judge(IReadOnlyList<StepTimes> ranks, int prefetch)
    {
        if (Straggler(ranks) is { } straggler) return straggler;
        var worst = (from times in ranks
                     from part in new[] { StepPart.DataWait, StepPart.Communication, StepPart.Checkpoint, StepPart.Other }
                     orderby times.ShareOf(part) descending
                     select (times, part)).First();
        var (share, rank) = (worst.times.ShareOf(worst.part), worst.times.Rank);
        if (share < Noticeable) return new(StepPart.Compute, rank, worst.times.ShareOf(StepPart.Compute), 1, $"Computing takes {Percent(ranks.Average(times => times.ShareOf(StepPart.Compute)))} of the time: nothing else holds it up.");
        var gain = 1 / (1 - share);
        return new(worst.part, rank, share, gain, $"{NameOf(worst.part)} takes {Percent(share)} on rank {rank}: {AdviceOn(worst.part, prefetch)} Without it a step would be {gain.ToString("0.0#", CultureInfo.InvariantCulture)} times as fast.");
    }

    // Workers wait for the slowest one within their communication, so that is where its slowness shows, on all ranks but its own.
    private static Bottleneck? Straggler(IReadOnlyList<StepTimes> ranks)
    {
        if (ranks.Count < 2) return null;
        var slowest = ranks.MaxBy(times => times.Compute)!;
        var others = ranks.Where(times => times.Rank != slowest.Rank).Select(times => times.Compute).Order().ToList();
        var middle = others[others.Count / 2];
        if (middle <= 0 || slowest.Compute < middle * Straggling || ranks.Where(times => times.Rank != slowest.Rank).Max(times => times.ShareOf(StepPart.Communication)) < Noticeable) return null;
        var gain = slowest.Total / (slowest.Total - slowest.Compute + middle);
        if (gain < 1 + Noticeable) return null;
        return new(
            StepPart.Compute, slowest.Rank, slowest.ShareOf(StepPart.Compute), gain,
            $"Rank {slowest.Rank} computes {Percent((slowest.Compute / middle) - 1)} longer than the others, who wait for it: its machine is slower or busy. Evened out, a step would be {gain.ToString("0.0#", CultureInfo.InvariantCulture)} times as fast.");
    }

    private static string NameOf(StepPart part) => part switch
    {
        StepPart.DataWait => "Waiting for data",
        StepPart.Communication => "Communication",
        StepPart.Checkpoint => "Writing checkpoints",
        _ => "What is neither computing, data, communication nor checkpoints",
    };

    private static string AdviceOn(StepPart part, int prefetch) => part switch
    {
        StepPart.DataWait => $"reading {prefetch} {(prefetch == 1 ? "batch" : "batches")} ahead is too little, or its processors are busy with something else.",
        StepPart.Communication => "a larger batch for each worker, or fewer workers, would have them talk less.",
        StepPart.Checkpoint => "fewer of them, or a faster place for them, would help.",
        _ => "logging and judging more seldom would help.",
    };

    private static string Percent(double share) => $"{(100 * share).ToString("0", CultureInfo.InvariantCulture)} %";
}
