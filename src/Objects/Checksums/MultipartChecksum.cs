namespace Athanor.Objects.Checksums;

/// <summary>The checksum of an object that was uploaded in parts.</summary>
internal static class MultipartChecksum
{
    /// <summary>The checksum of the parts' checksums, and how many they are: <c>…-3</c>.</summary>
    public static string Composite(ChecksumAlgorithm algorithm, IReadOnlyCollection<Checksum> parts)
    {
        using var digest = new RunningChecksum(algorithm);
        foreach (var part in parts) digest.Append(part.Bytes);
        return $"{digest.Finish()}-{parts.Count}";
    }

    /// <summary>The checksum that the whole object's bytes have, without reading one of them again.</summary>
    public static Checksum FullObject(ChecksumAlgorithm algorithm, IEnumerable<(Checksum Checksum, long Length)> parts)
    {
        var crc = ChecksumAlgorithms.CrcOf(algorithm) ?? throw new ArgumentException("Only a CRC can be combined.", nameof(algorithm));
        var combined = 0UL;
        foreach (var (checksum, length) in parts) combined = crc.Combine(combined, checksum.ToCrc(), length);
        return Checksum.From(algorithm, combined);
    }
}
