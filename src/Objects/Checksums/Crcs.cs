namespace Athanor.Objects.Checksums;

/// <summary>The three CRCs of S3. Polynomials are reflected: 0x04C11DB7, 0x1EDC6F41 and, from the NVMe specification, 0xAD93D23594C93659.</summary>
internal static class Crcs
{
    public const ulong Crc32Polynomial = 0xEDB88320;
    public const ulong Crc32CPolynomial = 0x82F63B78;
    public const ulong Crc64NvmePolynomial = 0x9A6C9329AC4BC9B5;

    public static ReflectedCrc Crc32 { get; } = new(32, Crc32Polynomial);
    public static ReflectedCrc Crc32C { get; } = new(32, Crc32CPolynomial);
    public static ReflectedCrc Crc64Nvme { get; } = new(64, Crc64NvmePolynomial);
}
