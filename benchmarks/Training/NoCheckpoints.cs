using Athanor.Training.Checkpoints;
using Athanor.Training.Loop;

namespace Athanor.Benchmarks.Training;

internal sealed class NoCheckpoints : ICheckpoints
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
