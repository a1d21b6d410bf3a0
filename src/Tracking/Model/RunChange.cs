namespace Athanor.Tracking.Model;

/// <summary>What is null stays as it is.</summary>
public sealed record RunChange
{
    public RunStatus? Status { get; init; }
    public long? EndTime { get; init; }
    public string? Name { get; init; }
}
