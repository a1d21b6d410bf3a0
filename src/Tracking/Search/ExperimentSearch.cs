using Athanor.Tracking.Model;

namespace Athanor.Tracking.Search;

/// <summary>A search of experiments as it was asked.</summary>
public sealed record ExperimentSearch
{
    public string Filter { get; init; } = "";
    public LifecycleView View { get; init; }
    public IReadOnlyList<string> OrderBy { get; init; } = [];
    public int Limit { get; init; } = 1000;
    public string? PageToken { get; init; }
}
