namespace Athanor.Tracking.Model;

/// <summary>A value at a step; the time is any number of milliseconds, as the client's clock had it.</summary>
public readonly record struct MetricPoint(long Step, long Timestamp, double Value)
{
    /// <summary>Not a number counts as zero here, as it does in MLflow.</summary>
    public bool IsLaterThan(MetricPoint other) => (Step, Timestamp, Comparable).CompareTo((other.Step, other.Timestamp, other.Comparable)) > 0;

    private double Comparable => double.IsNaN(Value) ? 0 : Value;
}
