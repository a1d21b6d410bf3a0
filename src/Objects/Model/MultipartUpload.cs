namespace Athanor.Objects.Model;

public sealed record MultipartUpload(string Id, long Bucket, string Key, ObjectHeaders Headers, string StartedBy, DateTimeOffset StartedAt)
{
    /// <summary>The protocol's name of the checksum that every part gets (CRC32, SHA256, …); null where that was not said.</summary>
    public string? ChecksumAlgorithm { get; init; }

    /// <summary>Whether the whole gets its checksum from those of its parts (COMPOSITE) or from its bytes (FULL_OBJECT); null where no algorithm was named.</summary>
    public string? ChecksumType { get; init; }
}
