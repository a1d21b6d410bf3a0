namespace Athanor.Training.Checkpoints.Keeping;

/// <summary>Whole is one with a manifest whose shards all have their size.</summary>
public sealed record KnownCheckpoint(CheckpointName Name, bool IsWhole, IReadOnlyDictionary<string, double> Metrics);
