using Athanor.Tracking.Model;

namespace Athanor.Tracking.LoggedModels;

/// <summary>A model that is to be made in an experiment.</summary>
public sealed record LoggedModelDraft(string Experiment)
{
    public string? Name { get; init; }
    public string? Type { get; init; }
    public string? SourceRun { get; init; }
    public IReadOnlyList<NamedText> Params { get; init; } = [];
    public IReadOnlyList<NamedText> Tags { get; init; } = [];
}
