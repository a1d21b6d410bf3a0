using Athanor.Training.Checkpoints;

namespace Athanor.Training.Loop;

/// <summary>For a run that keeps none, such as one that only repeats another.</summary>
public sealed class NoCheckpoints : ICheckpoints
{
    public long Restore(IReadOnlyList<StatePart> parts) => 0;

    public bool IsDue(long step) => false;

    public void Save(long step, IReadOnlyList<StatePart> parts)
    {
    }

    public void Finish()
    {
    }
}
