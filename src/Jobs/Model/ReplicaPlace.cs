namespace Athanor.Jobs.Model;

/// <summary>Where a rank runs, and what it has there to itself.</summary>
public sealed record ReplicaPlace(string Node)
{
    public IReadOnlyList<int> Processors { get; init; } = [];

    /// <summary>By their lasting identifiers.</summary>
    public IReadOnlyList<string> Accelerators { get; init; } = [];
}
