namespace Athanor.Objects.Checksums;

/// <summary>The names, sizes and kinds of the checksums. https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html</summary>
internal static class ChecksumAlgorithms
{
    public static IReadOnlyList<ChecksumAlgorithm> All { get; } = Enum.GetValues<ChecksumAlgorithm>();

    /// <summary>The word of <c>x-amz-checksum-algorithm</c>, and the element in XML with "Checksum" before it.</summary>
    public static string NameOf(ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Crc32 => "CRC32",
        ChecksumAlgorithm.Crc32C => "CRC32C",
        ChecksumAlgorithm.Crc64Nvme => "CRC64NVME",
        ChecksumAlgorithm.Sha1 => "SHA1",
        _ => "SHA256",
    };

    public static string ElementOf(ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Crc32 => "ChecksumCRC32",
        ChecksumAlgorithm.Crc32C => "ChecksumCRC32C",
        ChecksumAlgorithm.Crc64Nvme => "ChecksumCRC64NVME",
        ChecksumAlgorithm.Sha1 => "ChecksumSHA1",
        _ => "ChecksumSHA256",
    };

    public static string HeaderOf(ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Crc32 => "x-amz-checksum-crc32",
        ChecksumAlgorithm.Crc32C => "x-amz-checksum-crc32c",
        ChecksumAlgorithm.Crc64Nvme => "x-amz-checksum-crc64nvme",
        ChecksumAlgorithm.Sha1 => "x-amz-checksum-sha1",
        _ => "x-amz-checksum-sha256",
    };

    public static int BytesOf(ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Crc32 or ChecksumAlgorithm.Crc32C => 4,
        ChecksumAlgorithm.Crc64Nvme => 8,
        ChecksumAlgorithm.Sha1 => 20,
        _ => 32,
    };

    /// <summary>Only a CRC can be taken over a whole object from its parts, and CRC64NVME in no other way.</summary>
    public static bool CanBe(ChecksumAlgorithm algorithm, ChecksumType type) => type switch
    {
        ChecksumType.Composite => algorithm != ChecksumAlgorithm.Crc64Nvme,
        _ => CrcOf(algorithm) is not null,
    };

    public static ReflectedCrc? CrcOf(ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Crc32 => Crcs.Crc32,
        ChecksumAlgorithm.Crc32C => Crcs.Crc32C,
        ChecksumAlgorithm.Crc64Nvme => Crcs.Crc64Nvme,
        _ => null,
    };

    public static bool TryParseName(string? text, out ChecksumAlgorithm algorithm) => TryFind(NameOf, text, out algorithm);

    public static bool TryParseHeader(string? text, out ChecksumAlgorithm algorithm) => TryFind(HeaderOf, text, out algorithm);

    private static bool TryFind(Func<ChecksumAlgorithm, string> nameOf, string? text, out ChecksumAlgorithm algorithm)
    {
        foreach (var candidate in All)
        {
            algorithm = candidate;
            if (string.Equals(nameOf(candidate), text, StringComparison.OrdinalIgnoreCase)) return true;
        }
        algorithm = default;
        return false;
    }
}
