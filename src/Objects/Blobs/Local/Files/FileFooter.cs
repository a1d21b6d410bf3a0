using System.Buffers.Binary;

namespace Athanor.Objects.Blobs.Local.Files;

/// <summary>The last 32 bytes of a file: content, checksums and footer follow each other, and the footer says how long the content is.</summary>
internal static class FileFooter
{
    public const int Size = 32;
    private const uint Magic = 0x46485441;      // "ATHF"
    private const uint Version = 1;
    private const int ChecksumAt = 28;

    public static long FileSizeFor(long length) => length + Blocks.TableSizeOf(length) + Size;

    public static void Write(Span<byte> footer, string name, long length)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(footer, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(footer[4..], Version);
        BinaryPrimitives.WriteInt64LittleEndian(footer[8..], length);
        BinaryPrimitives.WriteUInt64LittleEndian(footer[16..], ContainerMark.Of(name));
        BinaryPrimitives.WriteInt32LittleEndian(footer[24..], Blocks.Size);
        BinaryPrimitives.WriteUInt32LittleEndian(footer[ChecksumAt..], Castagnoli.Of(footer[..ChecksumAt]));
    }

    /// <summary>The length of the content, or null where this is not the footer of that file.</summary>
    public static long? ReadLength(ReadOnlySpan<byte> footer, string name, long fileSize)
    {
        Span<byte> expected = stackalloc byte[Size];
        var length = BinaryPrimitives.ReadInt64LittleEndian(footer[8..]);
        if (length < 0 || length > fileSize || FileSizeFor(length) != fileSize) return null;
        Write(expected, name, length);
        return footer.SequenceEqual(expected) ? length : null;
    }
}
