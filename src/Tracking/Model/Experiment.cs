using System.Globalization;

namespace Athanor.Tracking.Model;

/// <summary>What runs are gathered in. Its number is the project's own; times are milliseconds since 1970.</summary>
public sealed record Experiment(long Number, string Project, string Name, string ArtifactLocation, bool IsDeleted, long CreatedAt, long UpdatedAt)
{
    public const long DefaultNumber = 0;

    internal long Key { get; init; }

    /// <summary>As clients name it.</summary>
    public string Id => Number.ToString(CultureInfo.InvariantCulture);

    public IReadOnlyList<NamedText> Tags { get; init; } = [];
}
