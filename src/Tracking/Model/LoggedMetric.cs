namespace Athanor.Tracking.Model;

public readonly record struct LoggedMetric(string Key, MetricPoint Point)
{
    /// <summary>Where it tells of a model.</summary>
    public MetricSubject? Subject { get; init; }
}
