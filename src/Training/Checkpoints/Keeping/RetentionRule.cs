namespace Athanor.Training.Checkpoints.Keeping;

/// <summary>Which checkpoints stay: the last so many, those of every so many steps, and the best by a metric. The newest whole one always stays.</summary>
public sealed record RetentionRule(int Last, long EverySteps = 0, BestRule? Best = null)
{
    public static RetentionRule Default { get; } = new(Last: 3);
}
