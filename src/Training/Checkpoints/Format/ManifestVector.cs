namespace Athanor.Training.Checkpoints.Format;

internal sealed record ManifestVector(string Name, long Length);
