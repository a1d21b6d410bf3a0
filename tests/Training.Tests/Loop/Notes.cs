using Athanor.Training.Evaluations;
using Athanor.Training.Loop;

namespace Athanor.Training.Tests.Loop;

internal sealed class Notes : ITrainingLog
{
    public List<StepReport> Reports { get; } = [];

    public List<Evaluation> Evaluations { get; } = [];

    public Dictionary<long, ulong> Hashes { get; } = [];

    public long BeganAt { get; private set; }

    public void Begins(long from, long steps) => BeganAt = from;

    public void Stepped(StepReport report) => Reports.Add(report);

    public void Evaluated(long step, Evaluation evaluation) => Evaluations.Add(evaluation);

    public void Hashed(long step, ulong hash) => Hashes[step] = hash;
}
