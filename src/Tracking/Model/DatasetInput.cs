namespace Athanor.Tracking.Model;

/// <summary>A dataset that a run read, in the client's own words.</summary>
public sealed record DatasetInput(string Name, string Digest, string SourceType, string Source)
{
    public string? Schema { get; init; }
    public string? Profile { get; init; }
    public IReadOnlyList<NamedText> Tags { get; init; } = [];

    /// <summary>What it was read for, such as training.</summary>
    public string? Context => Tags.Where(tag => tag.Key == "mlflow.data.context").Select(tag => tag.Value).FirstOrDefault();
}
