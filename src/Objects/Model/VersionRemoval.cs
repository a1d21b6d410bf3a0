namespace Athanor.Objects.Model;

/// <summary>What became of a version that was to be removed: it is gone, it was not there, or its lock kept it.</summary>
public sealed record VersionRemoval(StoredObject? Removed, bool IsLocked)
{
    public static VersionRemoval Nothing { get; } = new(null, false);

    public static VersionRemoval Locked { get; } = new(null, true);
}
