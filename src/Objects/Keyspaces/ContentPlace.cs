namespace Athanor.Objects.Keyspaces;

/// <summary>Where the bytes lie of something that is no object itself: in which object of its bucket, and where in it.</summary>
public sealed record ContentPlace(string Key, long Offset);
