namespace Athanor.Accounting.Model;

/// <summary>What a job has come to so far, with all its attempts.</summary>
public sealed record JobCost(long Job, string Project, string Owner, string Name, string Currency, CostRow Total, IReadOnlyList<AttemptCost> Attempts)
{
    /// <summary>Whether it holds a place, so that it costs more every moment.</summary>
    public bool GoesOn => Attempts is [.., { Until: null }];
}
