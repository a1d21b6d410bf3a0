using System.Globalization;
using Athanor.Tracking.Model;

namespace Athanor.Tracking.Registry.Model;

/// <summary>One state of a model: files at a place, and the run that made them. Times are milliseconds since 1970.</summary>
public sealed record ModelVersion(string Project, string Model, long Number, string Source, string Stage, string CreatedBy, long CreatedAt, long UpdatedAt)
{
    internal long Key { get; init; }

    internal long ModelKey { get; init; }

    internal string ModelIdentity { get; init; } = "";

    /// <summary>Where the source leads, when it named another version.</summary>
    public string Storage { get; init; } = "";

    public string? Run { get; init; }
    public string? RunLink { get; init; }
    public string? Description { get; init; }
    public IReadOnlyList<NamedText> Tags { get; init; } = [];
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>As clients write it.</summary>
    public string Version => Number.ToString(CultureInfo.InvariantCulture);
}
