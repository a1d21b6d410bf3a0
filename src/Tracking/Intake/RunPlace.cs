namespace Athanor.Tracking.Intake;

/// <summary>A run and its experiment, by the numbers of their rows.</summary>
internal readonly record struct RunPlace(long Experiment, long Run);
