namespace Athanor.Tracking.Registry.Gates;

/// <summary>What a version must show before an alias or a stage is given to it. A name that is both guards both.</summary>
public sealed record Gate(string Target)
{
    /// <summary>Of the run: <c>accuracy &gt;= 0.95</c>.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = [];

    /// <summary>Of the version: a key, or a key and its value: <c>reviewed=yes</c>.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    public int Approvals { get; init; }

    /// <summary>The least role of those who approve.</summary>
    public string Role { get; init; } = "contributor";
}
