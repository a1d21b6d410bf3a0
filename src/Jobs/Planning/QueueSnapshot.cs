namespace Athanor.Jobs.Planning;

/// <summary>All that a decision is made from: the same snapshot gives the same plan.</summary>
public sealed record QueueSnapshot(DateTimeOffset Now, IReadOnlyList<PlannedNode> Nodes, IReadOnlyList<WaitingJob> Waiting, IReadOnlyList<RunningJob> Running)
{
    /// <summary>Projects that are not named here have no quota and a share of one.</summary>
    public IReadOnlyList<ProjectRules> Projects { get; init; } = [];

    /// <summary>Those of the last plan, so that they are kept. Without them the same jobs mostly get the same, but nothing is sure.</summary>
    public IReadOnlyList<PlannedPromise> Promises { get; init; } = [];

    public PlanningRules Rules { get; init; } = new();
}
