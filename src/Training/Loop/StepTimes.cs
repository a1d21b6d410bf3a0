namespace Athanor.Training.Loop;

/// <summary>Where one rank's time went over some steps.</summary>
public sealed record StepTimes(int Rank, double Compute, double DataWait, double Communication, double Checkpoint, double Other)
{
    public double Total => Compute + DataWait + Communication + Checkpoint + Other;

    public double ShareOf(StepPart part) => Total == 0 ? 0 : Of(part) / Total;

    public double Of(StepPart part) => part switch
    {
        StepPart.Compute => Compute,
        StepPart.DataWait => DataWait,
        StepPart.Communication => Communication,
        StepPart.Checkpoint => Checkpoint,
        _ => Other,
    };

    public static StepTimes operator +(StepTimes left, StepTimes right) => new(
        left.Rank, left.Compute + right.Compute, left.DataWait + right.DataWait, left.Communication + right.Communication, left.Checkpoint + right.Checkpoint, left.Other + right.Other);

    internal static StepTimes From(int rank, ReadOnlySpan<float> seconds) => new(rank, seconds[0], seconds[1], seconds[2], seconds[3], seconds[4]);
}
