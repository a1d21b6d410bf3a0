namespace Athanor.Training.Checkpoints;

/// <summary>How often a checkpoint pays: what it costs against what a failure without it would.</summary>
public static class CheckpointInterval
{
    /// <summary>The interval that loses least between failures, by Young's first order: √(2 · cost · mean time between failures).</summary>
    public static TimeSpan Best(SaveCost cost, TimeSpan meanTimeBetweenFailures) =>
        TimeSpan.FromSeconds(Math.Sqrt(2 * Math.Max(0, cost.Total.TotalSeconds) * Math.Max(0, meanTimeBetweenFailures.TotalSeconds)));

    /// <summary>At least one.</summary>
    public static long InSteps(TimeSpan interval, TimeSpan step) => step > TimeSpan.Zero ? (long)Math.Clamp(interval / step, 1, int.MaxValue) : 1;
}
