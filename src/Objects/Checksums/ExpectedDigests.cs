using Athanor.Objects.Wire;

namespace Athanor.Objects.Checksums;

/// <summary>What the client says that its content is.</summary>
internal sealed record ExpectedDigests
{
    public byte[]? Md5 { get; init; }

    /// <summary>The SHA-256 that the request's signature covers.</summary>
    public byte[]? PayloadHash { get; init; }

    public Checksum? Checksum { get; init; }

    public S3Error? FindDifference(ContentDigest actual)
    {
        if (PayloadHash is not null && !PayloadHash.AsSpan().SequenceEqual(actual.PayloadHash))
            return S3Errors.ContentSha256Mismatch.With("ClientComputedContentSHA256", Convert.ToHexStringLower(PayloadHash)).With("S3ComputedContentSHA256", Convert.ToHexStringLower(actual.PayloadHash ?? []));
        if (Md5 is not null && !Md5.AsSpan().SequenceEqual(actual.Md5))
            return S3Errors.BadDigest.With("ExpectedDigest", Convert.ToBase64String(Md5)).With("CalculatedDigest", Convert.ToBase64String(actual.Md5 ?? []));
        if (Checksum is not null && !Checksum.Equals(actual[Checksum.Algorithm]))
            return S3Errors.BadDigest.Because($"The {ChecksumAlgorithms.NameOf(Checksum.Algorithm)} you specified did not match the calculated checksum.");
        return null;
    }
}
