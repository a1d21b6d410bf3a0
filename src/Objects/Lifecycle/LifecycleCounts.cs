namespace Athanor.Objects.Lifecycle;

/// <summary>What rules did in a bucket, or would do: versions hidden and removed, uploads aborted, and the bytes that are freed by it.</summary>
public sealed record LifecycleCounts(long Hidden, long Removed, long Aborted, long Bytes)
{
    public static LifecycleCounts None { get; } = new(0, 0, 0, 0);

    public static LifecycleCounts operator +(LifecycleCounts one, LifecycleCounts other) =>
        new(one.Hidden + other.Hidden, one.Removed + other.Removed, one.Aborted + other.Aborted, one.Bytes + other.Bytes);
}
