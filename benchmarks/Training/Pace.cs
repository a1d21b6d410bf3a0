namespace Athanor.Benchmarks.Training;

/// <summary>How many samples a second, what the process held at most, and what it took from the managed heap meanwhile.</summary>
internal sealed record Pace(double PerSecond, double PeakMebibytes, long AllocatedBytes);
