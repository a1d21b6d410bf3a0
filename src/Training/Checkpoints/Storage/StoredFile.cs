namespace Athanor.Training.Checkpoints.Storage;

public sealed record StoredFile(CheckpointName Checkpoint, string Name, long Size);
