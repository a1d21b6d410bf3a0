namespace Athanor.Tracking.Registry.Search;

/// <summary>A search of models or versions as it was asked.</summary>
public sealed record RegistrySearch
{
    public string Filter { get; init; } = "";
    public IReadOnlyList<string> OrderBy { get; init; } = [];
    public int Limit { get; init; } = 100;
    public string? PageToken { get; init; }
}
