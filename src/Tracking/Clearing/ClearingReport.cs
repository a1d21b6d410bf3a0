namespace Athanor.Tracking.Clearing;

/// <summary>
/// What clearing away freed, or would free: runs, logged models, bytes of metrics, and files. Those whose files a version of a registered model holds stay, and are only counted.
/// </summary>
public sealed record ClearingReport(long Runs, long Models, long Experiments, long MetricBytes, long Files, long FileBytes, long Held)
{
    public static ClearingReport Nothing { get; } = new(0, 0, 0, 0, 0, 0, 0);

    public bool IsEmpty => this with { Held = 0 } == Nothing;

    public static ClearingReport operator +(ClearingReport left, ClearingReport right) => new(
        left.Runs + right.Runs,
        left.Models + right.Models,
        left.Experiments + right.Experiments,
        left.MetricBytes + right.MetricBytes,
        left.Files + right.Files,
        left.FileBytes + right.FileBytes,
        left.Held + right.Held);
}
