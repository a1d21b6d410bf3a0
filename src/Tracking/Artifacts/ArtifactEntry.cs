namespace Athanor.Tracking.Artifacts;

/// <summary>A file or a folder within the one that was listed; a folder has no size.</summary>
public sealed record ArtifactEntry(string Name, long? Size)
{
    public bool IsFolder => Size is null;
}
