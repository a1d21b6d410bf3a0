namespace Athanor.Training.Checkpoints.Reading;

public sealed record SkippedCheckpoint(CheckpointName Name, string Reason)
{
    public override string ToString() => $"{Name}: {Reason}";
}
