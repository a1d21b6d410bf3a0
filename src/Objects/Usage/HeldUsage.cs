namespace Athanor.Objects.Usage;

/// <summary>What counts against a quota: every version, and the parts of uploads in progress, which take room on the disk as well.</summary>
internal readonly record struct HeldUsage(long Objects, long Bytes);
