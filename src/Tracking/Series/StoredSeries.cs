using Athanor.Tracking.Model;

namespace Athanor.Tracking.Series;

/// <summary>What is known of all points of a series, with those of its open block.</summary>
internal sealed record StoredSeries(long Series, string Key, MetricPoint Latest, long GreatestStep, long GreatestTimestamp, long OpenBlock, IReadOnlyList<MetricPoint> Open);
