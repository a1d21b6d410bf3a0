namespace Athanor.Tracking.Model;

public readonly record struct LoggedMetric(string Key, MetricPoint Point);
