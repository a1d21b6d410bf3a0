namespace Athanor.Objects.Model;

/// <summary>Versions and bytes that a bucket holds, those that are not the latest included.</summary>
public sealed record BucketUsage(long Objects, long Bytes);
