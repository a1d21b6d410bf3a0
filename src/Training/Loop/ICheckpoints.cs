using Athanor.Training.Checkpoints;

namespace Athanor.Training.Loop;

/// <summary>Where a run begins again after whatever ended it. Called by all workers at the same steps.</summary>
public interface ICheckpoints
{
    /// <summary>Fills the parts from the newest whole checkpoint and answers how many steps it had made; zero where there is none.</summary>
    long Restore(IReadOnlyList<StatePart> parts);

    bool IsDue(long step);

    /// <summary>Returns when the state is copied; it is written while training goes on.</summary>
    void Save(long step, IReadOnlyList<StatePart> parts);

    /// <summary>Returns when all that was saved is written.</summary>
    void Finish();
}
