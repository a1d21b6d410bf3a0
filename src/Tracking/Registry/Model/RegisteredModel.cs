using Athanor.Tracking.Model;

namespace Athanor.Tracking.Registry.Model;

/// <summary>A name in a project under which versions of a model are kept. Times are milliseconds since 1970.</summary>
public sealed record RegisteredModel(string Project, string Name, string? Description, long CreatedAt, long UpdatedAt)
{
    internal long Key { get; init; }

    /// <summary>Stays the same when the model is renamed.</summary>
    internal string Identity { get; init; } = "";

    internal long LastVersion { get; init; }

    public IReadOnlyList<NamedText> Tags { get; init; } = [];
    public IReadOnlyList<ModelAlias> Aliases { get; init; } = [];

    /// <summary>Of each stage the version with the greatest number.</summary>
    public IReadOnlyList<ModelVersion> LatestVersions { get; init; } = [];
}
