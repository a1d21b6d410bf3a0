namespace Athanor.Training.Checkpoints.Reading;

/// <summary>What was loaded, and what was passed over because it is damaged, with what is wrong with it.</summary>
public sealed record RestoredCheckpoint(CheckpointName Name, CheckpointNotes Notes, IReadOnlyList<SkippedCheckpoint> Skipped)
{
    public long Step => Name.Step;
}
