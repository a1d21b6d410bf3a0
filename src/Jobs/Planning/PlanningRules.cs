namespace Athanor.Jobs.Planning;

public sealed record PlanningRules
{
    /// <summary>Whether a running job may be asked to make room for one of higher priority, or of a project that is below its share.</summary>
    public bool Preempts { get; init; } = true;

    /// <summary>For how many waiting jobs others make room at a time, so that a wave of them does not stop half a cluster at once.</summary>
    public int Rooms { get; init; } = 64;

    /// <summary>How many jobs in the order of the queue get a promised start that no later job may delay.</summary>
    public int Promises { get; init; } = 1;

    /// <summary>
    /// How long one of those waits before places are set aside for it, where nobody knows when they are free since something without a
    /// time limit has them. Whatever has a longer limit than this does not start there any more.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How many waiting jobs behind those are tried for the gaps in vain, per round; of equal jobs one.</summary>
    public int BackfillDepth { get; init; } = 1000;
}
