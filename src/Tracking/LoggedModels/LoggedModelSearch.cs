namespace Athanor.Tracking.LoggedModels;

/// <summary>What a client searches models by, as it says it.</summary>
public sealed record LoggedModelSearch(IReadOnlyList<string> Experiments)
{
    public const int UsualLimit = 50;

    public string Filter { get; init; } = "";
    public IReadOnlyList<DatasetName> Datasets { get; init; } = [];
    public IReadOnlyList<LoggedModelOrder> OrderBy { get; init; } = [];
    public int Limit { get; init; } = UsualLimit;
    public string? PageToken { get; init; }
}
