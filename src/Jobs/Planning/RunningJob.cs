using Athanor.Foundation.Units;
using Athanor.Jobs.Model;

namespace Athanor.Jobs.Planning;

/// <summary>A job that has its place: it runs, is about to, or is being stopped.</summary>
public sealed record RunningJob(long Id, string Project, string Owner, int Priority, DateTimeOffset StartedAt, ReplicaNeeds Needs, IReadOnlyList<string> Nodes)
{
    /// <summary>Which accelerators it was given. It only matters on nodes with several that would do for it; where it is empty, a likely choice is assumed.</summary>
    public IReadOnlyList<HeldAccelerators> Held { get; init; } = [];

    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Whether it can go on later from a checkpoint, so that it may be asked to make room.</summary>
    public bool IsPreemptible { get; init; }

    /// <summary>By when it is gone at the latest, where it was asked to stop.</summary>
    public DateTimeOffset? GoneBy { get; init; }
}

/// <summary>Accelerators of a node that a running job has to itself.</summary>
public sealed record HeldAccelerators(string Node, string Model, Bytes Memory, int Count);
