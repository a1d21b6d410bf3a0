using Athanor.Tracking.LoggedModels;

namespace Athanor.Tracking.Model;

/// <summary>What was logged to a run; of each metric the latest point.</summary>
public sealed record RunData(Run Run)
{
    public IReadOnlyList<LoggedMetric> Metrics { get; init; } = [];
    public IReadOnlyList<NamedText> Params { get; init; } = [];
    public IReadOnlyList<NamedText> Tags { get; init; } = [];
    public IReadOnlyList<DatasetInput> Inputs { get; init; } = [];
    public IReadOnlyList<string> ModelInputs { get; init; } = [];
    public IReadOnlyList<ModelOutput> ModelOutputs { get; init; } = [];
}
