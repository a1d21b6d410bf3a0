namespace Athanor.Jobs.Planning;

/// <summary>All that a decision is made from: the same snapshot gives the same plan.</summary>
public sealed record QueueSnapshot(DateTimeOffset Now, IReadOnlyList<PlannedNode> Nodes, IReadOnlyList<WaitingJob> Waiting, IReadOnlyList<RunningJob> Running)
{
    /// <summary>Projects that are not named here have no quota and a share of one.</summary>
    public IReadOnlyList<ProjectRules> Projects { get; init; } = [];

    /// <summary>
    /// Those of the last plan. They are how one round keeps places for a job in the next: without them a plan is still right, but a
    /// promise may be broken, and the place of a job that was preempted may go to another than the one it was preempted for.
    /// </summary>
    public IReadOnlyList<PlannedPromise> Promises { get; init; } = [];

    public PlanningRules Rules { get; init; } = new();
}
