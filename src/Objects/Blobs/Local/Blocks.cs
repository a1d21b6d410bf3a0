using System.Buffers.Binary;

namespace Athanor.Objects.Blobs.Local;

/// <summary>Content is checked in blocks of 64 KiB, the last one shorter; each has a checksum of four bytes, CRC32C, little-endian.</summary>
internal static class Blocks
{
    public const int Size = 64 << 10;
    public const int ChecksumSize = sizeof(uint);

    public static long CountOf(long length) => (length + Size - 1) / Size;

    public static long TableSizeOf(long length) => CountOf(length) * ChecksumSize;

    /// <summary>Writes one checksum for each block of the content, which begins where a block begins.</summary>
    public static void Sum(ReadOnlySpan<byte> content, Span<byte> table)
    {
        for (var block = 0; content.Length > 0; block++)
        {
            var size = Math.Min(Size, content.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(table[(block * ChecksumSize)..], Castagnoli.Of(content[..size]));
            content = content[size..];
        }
    }

    /// <summary>The first block that is not what the table says, or null when all are.</summary>
    public static int? FindDamage(ReadOnlySpan<byte> content, ReadOnlySpan<byte> table)
    {
        for (var block = 0; content.Length > 0; block++)
        {
            var size = Math.Min(Size, content.Length);
            if (BinaryPrimitives.ReadUInt32LittleEndian(table[(block * ChecksumSize)..]) != Castagnoli.Of(content[..size])) return block;
            content = content[size..];
        }
        return null;
    }
}
