namespace Athanor.Tracking.Model;

/// <summary>Part of a series, in the order its points came; <see cref="Next"/> is where it goes on, and null at the end.</summary>
public sealed record HistoryPage(IReadOnlyList<MetricPoint> Points, HistoryPlace? Next);
