namespace Athanor.Objects.Blobs;

/// <summary>Bytes that blobs take on the disk: in files of their own, in segments, and how many of the latter compaction would give back.</summary>
public sealed record BlobSpace(long Files, long Segments, long Reclaimable)
{
    public long Total => Files + Segments;
}
