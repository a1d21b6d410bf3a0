namespace Athanor.App.Verbs.Runs.Transport;

/// <summary>A dataset that a run read.</summary>
internal sealed record SourceDataset(string Name, string Digest, string SourceType, string Source)
{
    public string? Schema { get; init; }
    public string? Profile { get; init; }
    public IReadOnlyList<KeyText> Tags { get; init; } = [];
}
