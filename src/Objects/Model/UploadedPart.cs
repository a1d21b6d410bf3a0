using Athanor.Objects.Blobs;

namespace Athanor.Objects.Model;

public sealed record UploadedPart(int Number, long Size, string ETag, BlobReference Blob, IReadOnlyDictionary<string, string> Checksums, DateTimeOffset StoredAt)
{
    // Kept with the checksums, under a name that is none of the protocol's.
    private const string DigestName = "digest";

    /// <summary>The SHA-256 of the part in hex, where the bucket's keyspace asks for it.</summary>
    public string? Digest => Checksums.GetValueOrDefault(DigestName);

    public UploadedPart WithDigest(string? digest) => digest is null ? this : this with { Checksums = new Dictionary<string, string>(Checksums) { [DigestName] = digest } };
}
