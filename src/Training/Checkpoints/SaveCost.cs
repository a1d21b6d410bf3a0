namespace Athanor.Training.Checkpoints;

/// <summary>What a checkpoint cost: how long training stood still for it, and how long it was written beside training.</summary>
public sealed record SaveCost(TimeSpan Blocked, TimeSpan Written)
{
    public TimeSpan Total => Blocked + Written;
}
