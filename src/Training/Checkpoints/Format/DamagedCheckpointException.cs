namespace Athanor.Training.Checkpoints.Format;

/// <summary>A checkpoint that cannot be used, and what of it is wrong. Whoever reads goes on to the one before.</summary>
internal sealed class DamagedCheckpointException(string message) : Exception(message);
