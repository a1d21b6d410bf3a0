using Athanor.Training.Evaluations;
using Athanor.Training.Loop;

namespace Athanor.Training.Worker;

/// <summary>Tells two logs of one run.</summary>
internal sealed class BothLogs(ITrainingLog first, ITrainingLog second) : ITrainingLog
{
    public void Begins(long from, long steps)
    {
        first.Begins(from, steps);
        second.Begins(from, steps);
    }

    public void Stepped(StepReport report)
    {
        first.Stepped(report);
        second.Stepped(report);
    }

    public void Evaluated(long step, Evaluation evaluation)
    {
        first.Evaluated(step, evaluation);
        second.Evaluated(step, evaluation);
    }

    public void Hashed(long step, ulong hash)
    {
        first.Hashed(step, hash);
        second.Hashed(step, hash);
    }
}
