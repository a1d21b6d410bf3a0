namespace Athanor.Objects.Checksums;

/// <summary>What one pass over content found.</summary>
internal sealed record ContentDigest(long Length, byte[]? Md5, byte[]? PayloadHash, IReadOnlyList<Checksum> Checksums)
{
    public Checksum? this[ChecksumAlgorithm algorithm] => Checksums.FirstOrDefault(checksum => checksum.Algorithm == algorithm);
}
