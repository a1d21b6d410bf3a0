using Athanor.Tracking.Artifacts;

namespace Athanor.Tracking.Registry.Lineage;

/// <summary>What a version came from, as its run tells it.</summary>
public sealed record VersionLineage
{
    public string? Run { get; init; }
    public string? RunName { get; init; }
    public string? Experiment { get; init; }
    public string? LoggedModel { get; init; }
    public string? Job { get; init; }
    public string? SourceName { get; init; }
    public string? SourceCommit { get; init; }
    public string? Image { get; init; }
    public IReadOnlyList<LineageInput> Inputs { get; init; } = [];

    /// <summary>The files of the version that say which packages it needs.</summary>
    public IReadOnlyList<ArtifactFile> Environment { get; init; } = [];
}
