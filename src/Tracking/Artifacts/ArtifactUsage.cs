namespace Athanor.Tracking.Artifacts;

/// <summary>What the files of a run hold, or held.</summary>
public readonly record struct ArtifactUsage(long Files, long Bytes)
{
    public static ArtifactUsage operator +(ArtifactUsage left, ArtifactUsage right) => new(left.Files + right.Files, left.Bytes + right.Bytes);
}
