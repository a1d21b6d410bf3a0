using System.Buffers.Binary;

namespace Athanor.Objects.Checksums;

/// <summary>A checksum's value as it travels: base64 of the bytes, most significant first.</summary>
internal sealed record Checksum
{
    private readonly byte[] _bytes;

    private Checksum(ChecksumAlgorithm algorithm, byte[] bytes) => (Algorithm, _bytes) = (algorithm, bytes);

    public ChecksumAlgorithm Algorithm { get; }

    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Null where it is no base64 of the algorithm's length.</summary>
    public static Checksum? TryParse(ChecksumAlgorithm algorithm, string? base64)
    {
        var bytes = new byte[ChecksumAlgorithms.BytesOf(algorithm)];
        return base64 is not null && Base64Value.TryRead(base64, bytes) ? new(algorithm, bytes) : null;
    }

    public static Checksum Of(ChecksumAlgorithm algorithm, ReadOnlySpan<byte> content)
    {
        using var digest = new RunningChecksum(algorithm);
        digest.Append(content);
        return digest.Finish();
    }

    internal static Checksum From(ChecksumAlgorithm algorithm, ReadOnlySpan<byte> bytes) => new(algorithm, bytes.ToArray());

    internal static Checksum From(ChecksumAlgorithm algorithm, ulong crc)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, crc);
        return new(algorithm, bytes[^ChecksumAlgorithms.BytesOf(algorithm)..]);
    }

    internal ulong ToCrc()
    {
        Span<byte> padded = stackalloc byte[8];
        Bytes.CopyTo(padded[(8 - _bytes.Length)..]);
        return BinaryPrimitives.ReadUInt64BigEndian(padded);
    }

    public bool Equals(Checksum? other) => other is not null && Algorithm == other.Algorithm && Bytes.SequenceEqual(other.Bytes);

    public override int GetHashCode() => HashCode.Combine(Algorithm, _bytes[0], _bytes[^1]);

    public override string ToString() => Convert.ToBase64String(_bytes);
}
