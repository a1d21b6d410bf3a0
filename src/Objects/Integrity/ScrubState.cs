namespace Athanor.Objects.Integrity;

/// <summary>How far the scrubber is, or how its last pass went. <see cref="Position"/> is the last blob it has read.</summary>
public sealed record ScrubState(DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, string Position, long Blobs, long Bytes, long Damaged)
{
    public bool IsRunning => FinishedAt is null;
}
