namespace Athanor.Jobs.Planning;

/// <summary>What is to be done now. Whoever applies it checks each part again in its transaction.</summary>
public sealed record Plan(IReadOnlyList<PlannedStart> Starts, IReadOnlyList<PlannedPreemption> Preemptions, IReadOnlyList<PlannedPromise> Promises)
{
    public static Plan Nothing { get; } = new([], [], []);
}

/// <summary>A job that starts now, with the node of each replica by rank. Equal nodes stand side by side.</summary>
public sealed record PlannedStart(long Job, IReadOnlyList<string> Nodes);

/// <summary>A running job that is asked for a checkpoint, so that another gets its place.</summary>
public sealed record PlannedPreemption(long Job, long For);

/// <summary>
/// Places that are kept for a waiting job, and the time at which it starts there at the latest, if nothing runs longer than it may, its
/// nodes stay, and nothing of higher priority comes. The time is null where others are asked to leave these places, or nobody knows when
/// they will. Whoever hands it on with the next snapshot holds the planner to it.
/// </summary>
public sealed record PlannedPromise(long Job, DateTimeOffset? At, IReadOnlyList<string> Nodes);
