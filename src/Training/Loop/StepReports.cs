using Athanor.Compute.Collectives;

namespace Athanor.Training.Loop;

/// <summary>Gathers what the workers' time went into and writes it up for the steps since the last report.</summary>
internal sealed class StepReports(ICollectives workers, StepClock steps, TrainingPlan plan, int prefetch, TimeProvider clock)
{
    private static readonly int Parts = Enum.GetValues<StepPart>().Length;

    private readonly float[] _mine = new float[Parts];
    private readonly float[] _all = new float[Parts * workers.Size];
    private long _since = clock.GetTimestamp();
    private double _losses;
    private double _norms;
    private long _count;

    public void Add(double loss, double norm) => (_losses, _norms, _count) = (_losses + loss, _norms + norm, _count + 1);

    /// <summary>Called by all workers, after the same step.</summary>
    public StepReport Write(long step)
    {
        steps.Take(_mine);
        if (workers.Size == 1) _mine.CopyTo(_all, 0);
        else workers.AllGather(_mine, _all);
        var ranks = Enumerable.Range(0, workers.Size).Select(rank => StepTimes.From(rank, _all.AsSpan(rank * Parts, Parts))).ToList();
        var seconds = Math.Max(1e-9, clock.GetElapsedTime(_since).TotalSeconds);
        var report = new StepReport(step, _losses / _count, _norms / _count, plan.Rate.At(step - 1), _count / seconds, ranks, Bottleneck.Judge(ranks, prefetch));
        (_losses, _norms, _count, _since) = (0, 0, 0, clock.GetTimestamp());
        return report;
    }
}
