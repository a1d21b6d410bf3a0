namespace Athanor.Tracking.Artifacts;

/// <summary>A file below a place of artifacts: its path from there on, and what its content is known by.</summary>
public sealed record ArtifactFile(string Path, long Size, string Sha256);
