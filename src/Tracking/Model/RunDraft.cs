namespace Athanor.Tracking.Model;

/// <summary>A run that is to begin.</summary>
public sealed record RunDraft(string Experiment)
{
    public string? Name { get; init; }
    public string? UserId { get; init; }
    public long StartTime { get; init; }
    public IReadOnlyList<NamedText> Tags { get; init; } = [];
}
