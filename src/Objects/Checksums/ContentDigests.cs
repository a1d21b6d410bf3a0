using System.Security.Cryptography;

namespace Athanor.Objects.Checksums;

/// <summary>One pass over content as it streams by, computing what somebody asked for and nothing else.</summary>
internal sealed class ContentDigests : IDisposable
{
    private readonly IncrementalHash? _md5;
    private readonly IncrementalHash? _payload;
    private readonly RunningChecksum[] _checksums;

    /// <param name="needsMd5">For the entity tag or Content-MD5.</param>
    /// <param name="needsPayloadHash">For the SHA-256 that a signature covers.</param>
    /// <param name="algorithms">The checksums to keep with the object or to hold against the client's.</param>
    public ContentDigests(bool needsMd5, bool needsPayloadHash, params IReadOnlyCollection<ChecksumAlgorithm> algorithms)
    {
        // MD5 and SHA-1 are what the protocol asks for; nothing here rests on their strength.
        if (needsMd5) _md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        _checksums = [.. algorithms.Distinct().Select(algorithm => new RunningChecksum(algorithm))];
        if (needsPayloadHash && !_checksums.Any(checksum => checksum.Algorithm == ChecksumAlgorithm.Sha256)) _payload = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        NeedsPayloadHash = needsPayloadHash;
    }

    private bool NeedsPayloadHash { get; }

    public long Length { get; private set; }

    public void Append(ReadOnlySpan<byte> content)
    {
        Length += content.Length;
        _md5?.AppendData(content);
        _payload?.AppendData(content);
        foreach (var checksum in _checksums) checksum.Append(content);
    }

    public ContentDigest Finish()
    {
        Checksum[] checksums = [.. _checksums.Select(checksum => checksum.Finish())];
        var payload = _payload?.GetHashAndReset() ?? (NeedsPayloadHash ? Array.Find(checksums, checksum => checksum.Algorithm == ChecksumAlgorithm.Sha256)!.Bytes.ToArray() : null);
        return new(Length, _md5?.GetHashAndReset(), payload, checksums);
    }

    public void Dispose()
    {
        _md5?.Dispose();
        _payload?.Dispose();
        foreach (var checksum in _checksums) checksum.Dispose();
    }
}
