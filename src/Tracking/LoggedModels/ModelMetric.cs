using Athanor.Tracking.Model;

namespace Athanor.Tracking.LoggedModels;

/// <summary>What a run measured of a model, on the dataset that it says.</summary>
public sealed record ModelMetric(string Key, MetricPoint Point, string Run)
{
    public string DatasetName { get; init; } = "";
    public string DatasetDigest { get; init; } = "";
}
