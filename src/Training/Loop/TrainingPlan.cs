namespace Athanor.Training.Loop;

/// <summary>How long and how: what does not depend on the model.</summary>
public sealed record TrainingPlan(long Steps, LearningRate Rate, IUpdateRule Rule)
{
    /// <summary>Batches whose gradients are added up for one step.</summary>
    public int Accumulation { get; init; } = 1;

    /// <summary>The longest gradient that is followed in full.</summary>
    public double Clip { get; init; } = 1;

    public ulong Seed { get; init; }

    /// <summary>Steps between two judgements; zero judges at the end alone.</summary>
    public long EvaluateEvery { get; init; }

    /// <summary>Steps between two comparisons of what the workers hold.</summary>
    public long CompareEvery { get; init; } = 50;

    /// <summary>Steps between two lines of the log.</summary>
    public long LogEvery { get; init; } = 10;

    /// <summary>Elements of gradients that are added up together.</summary>
    public long Bucket { get; init; } = 1 << 19;
}
