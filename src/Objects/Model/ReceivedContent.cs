using Athanor.Objects.Blobs;

namespace Athanor.Objects.Model;

/// <summary>Content that is on disk and not yet anybody's: committing it makes it an object or a part.</summary>
public sealed record ReceivedContent(BlobReference Blob, long Size, string Md5, IReadOnlyDictionary<string, string> Checksums)
{
    /// <summary>The SHA-256 of the bytes in hex, where the bucket's keyspace asks for it.</summary>
    public string? Digest { get; init; }
}
