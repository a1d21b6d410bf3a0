namespace Athanor.Training.Loop;

/// <summary>The mean over the steps since the last report.</summary>
public sealed record StepReport(long Step, double Loss, double GradientNorm, float LearningRate, double StepsPerSecond, IReadOnlyList<StepTimes> Ranks, Bottleneck Bottleneck);
