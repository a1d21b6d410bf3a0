namespace Athanor.Jobs.Planning;

public sealed record PlanningRules
{
    /// <summary>Whether a running job may be asked to make room for one of higher priority, or of a project that is below its share.</summary>
    public bool Preempts { get; init; } = true;

    /// <summary>How many jobs in the order of the queue get a promised start that no later job may delay.</summary>
    public int Promises { get; init; } = 1;

    /// <summary>How many waiting jobs behind those are tried for the gaps, per round.</summary>
    public int BackfillDepth { get; init; } = 1000;
}
