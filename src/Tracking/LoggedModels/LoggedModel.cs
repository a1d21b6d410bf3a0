using System.Globalization;
using Athanor.Tracking.Model;

namespace Athanor.Tracking.LoggedModels;

/// <summary>A model that a run made, with all that is known of it. Times are milliseconds since 1970.</summary>
public sealed record LoggedModel(string Id, long Experiment, string Name, string ArtifactUri, LoggedModelStatus Status, long CreatedAt, long UpdatedAt)
{
    internal long Key { get; init; }

    public string? Type { get; init; }
    public string? SourceRun { get; init; }
    public IReadOnlyList<NamedText> Params { get; init; } = [];
    public IReadOnlyList<NamedText> Tags { get; init; } = [];
    public IReadOnlyList<ModelMetric> Metrics { get; init; } = [];

    public string ExperimentId => Experiment.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether its experiment may be written to.</summary>
    internal bool IsWritable { get; init; }
}
