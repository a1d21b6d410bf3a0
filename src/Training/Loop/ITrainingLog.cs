using Athanor.Training.Evaluations;

namespace Athanor.Training.Loop;

/// <summary>Hears of a run as it goes on. Only the first worker's is told; steps count from one.</summary>
public interface ITrainingLog
{
    void Begins(long from, long steps);

    void Stepped(StepReport report);

    void Evaluated(long step, Evaluation evaluation);

    /// <summary>What all parameters together looked like after a step, for whoever repeats the run.</summary>
    void Hashed(long step, ulong hash);
}
