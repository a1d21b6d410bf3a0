namespace Athanor.Jobs.Planning;

/// <summary>Why a job waits: the one thing that binds, who holds what it needs, when it can start, and what would start it now.</summary>
public sealed record Explanation(Constraint Constraint, string Reason)
{
    /// <summary>Jobs that hold what it needs, those that give most of it back soonest first; a few of them.</summary>
    public IReadOnlyList<Holder> Holders { get; init; } = [];

    /// <summary>Null where nothing that is known leads to a start.</summary>
    public DateTimeOffset? EarliestStart { get; init; }

    /// <summary>A sentence that says what change would start it now; null where it starts in the next round anyway.</summary>
    public string? Change { get; init; }
}

/// <summary>A job that has what another waits for: what it holds, in words, and by when it gives it back, where that is known.</summary>
public sealed record Holder(long Job, string Project, string Owner, string Holds, DateTimeOffset? Until);

/// <summary>What kind of thing keeps a job waiting.</summary>
public enum Constraint
{
    /// <summary>Nothing: it starts in the next round.</summary>
    None,

    /// <summary>No node, even an empty one, can take a replica of it, or all of them together cannot take the gang.</summary>
    Impossible,

    /// <summary>Its data may only be used in a region that has no open node.</summary>
    Region,

    /// <summary>Its project runs all that its quota allows.</summary>
    Quota,

    /// <summary>Processors, memory or accelerators that others hold.</summary>
    Resources,

    /// <summary>There would be room, but it is promised to a job that stands before it.</summary>
    Promised,
}
