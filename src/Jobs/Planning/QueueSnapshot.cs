namespace Athanor.Jobs.Planning;

/// <summary>All that a decision is made from: the same snapshot gives the same plan.</summary>
public sealed record QueueSnapshot(DateTimeOffset Now, IReadOnlyList<PlannedNode> Nodes, IReadOnlyList<WaitingJob> Waiting, IReadOnlyList<RunningJob> Running)
{
    /// <summary>Projects that are not named here have no quota and a share of one.</summary>
    public IReadOnlyList<ProjectRules> Projects { get; init; } = [];

    public PlanningRules Rules { get; init; } = new();
}
