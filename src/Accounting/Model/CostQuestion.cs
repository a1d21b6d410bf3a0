namespace Athanor.Accounting.Model;

/// <summary>What somebody wants to know: the costs of a stretch of time, of all projects or one.</summary>
public sealed record CostQuestion(DateTimeOffset From, DateTimeOffset Until, CostGrouping By)
{
    public string? Project { get; init; }
}
