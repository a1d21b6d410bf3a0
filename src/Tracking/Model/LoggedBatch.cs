namespace Athanor.Tracking.Model;

/// <summary>What a client logs to a run at once: all of it is kept, or nothing.</summary>
public sealed record LoggedBatch
{
    public IReadOnlyList<LoggedMetric> Metrics { get; init; } = [];
    public IReadOnlyList<NamedText> Params { get; init; } = [];
    public IReadOnlyList<NamedText> Tags { get; init; } = [];
}
