namespace Athanor.Tracking.Model;

/// <summary>The model that a metric tells of, and the dataset it was measured on; what was not said is empty.</summary>
public sealed record MetricSubject(string Model, string DatasetName, string DatasetDigest);
