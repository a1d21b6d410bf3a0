using Athanor.Training.Loop;

namespace Athanor.Training.Recipes;

/// <summary>What every recipe lets one choose.</summary>
internal sealed record RunSettings
{
    public required double Epochs { get; init; }

    /// <summary>Samples in a step, over all workers.</summary>
    public required int Batch { get; init; }

    public required int Accumulation { get; init; }

    public required double Rate { get; init; }

    public required double WarmUp { get; init; }

    public required double Decay { get; init; }

    public required double Clip { get; init; }

    /// <summary>Of all samples, the share that is kept to judge by.</summary>
    public required double HeldOut { get; init; }

    public required int Prefetch { get; init; }

    public required int EvaluateEvery { get; init; }

    public required int CompareEvery { get; init; }

    public required ulong Seed { get; init; }

    public static RunSettings Read(RecipeSettings settings, RunDefaults defaults) => new()
    {
        Epochs = settings.Number("epochs", defaults.Epochs, 0.001, 100_000),
        Batch = settings.Whole("batch", defaults.Batch, 1, 1 << 16),
        Accumulation = settings.Whole("accumulation", 1, 1, 1024),
        Rate = settings.Number("learning-rate", defaults.Rate, 1e-8, 10),
        WarmUp = settings.Number("warm-up", 0.05, 0, 0.9),
        Decay = settings.Number("weight-decay", defaults.Decay, 0, 10),
        Clip = settings.Number("clip", 1, 1e-6, 1e6),
        HeldOut = settings.Number("held-out", defaults.HeldOut, 0, 0.9),
        Prefetch = settings.Whole("prefetch", 3, 1, 64),
        EvaluateEvery = settings.Whole("evaluate-every", 0, 0, 1 << 30),
        CompareEvery = settings.Whole("compare-every", 50, 0, 1 << 30),
        Seed = (ulong)settings.Whole("seed", 42, 0, int.MaxValue),
    };

    public TrainingPlan Plan(long batches, IUpdateRule rule)
    {
        var steps = Math.Max(1, batches / Accumulation);
        return new(steps, new((float)Rate, Math.Max(1, (long)(steps * WarmUp)), steps), rule)
        {
            Accumulation = Accumulation,
            Clip = Clip,
            Seed = Seed,
            EvaluateEvery = EvaluateEvery,
            CompareEvery = CompareEvery,
            LogEvery = Math.Clamp(steps / 50, 1, 50),
        };
    }
}
