using Athanor.Jobs.Model;

namespace Athanor.Jobs.Planning;

/// <summary>A job that may start as soon as there is room for all its replicas at once.</summary>
public sealed record WaitingJob(long Id, string Project, string Owner, int Priority, DateTimeOffset QueuedAt, int Replicas, ReplicaNeeds Needs)
{
    /// <summary>After which it is stopped; null where it may take for ever, which no promise can be built on.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>The only region in which it may run, by the labels of its data.</summary>
    public string? Region { get; init; }
}
