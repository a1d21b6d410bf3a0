namespace Athanor.Jobs.Model;

/// <summary>The signal that asks for a checkpoint, and how long one may take.</summary>
public sealed record CheckpointRule(string Signal, TimeSpan Grace);
