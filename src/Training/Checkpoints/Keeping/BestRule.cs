namespace Athanor.Training.Checkpoints.Keeping;

/// <summary>The best so many, by the metric of this name.</summary>
public sealed record BestRule(string Metric, int Count = 1, bool IsLowerBetter = true);
