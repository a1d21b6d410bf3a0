using System.Buffers.Binary;

namespace Athanor.Objects.Blobs.Local.Segments;

/// <summary>
/// A record is a header of 32 bytes, a checksum for each block, the content, and zeros up to the next multiple of 16. The header's own
/// checksum covers the header and those of the blocks.
/// </summary>
internal static class RecordFormat
{
    public const int Alignment = 16;
    public const int FixedSize = 32;
    public const int LongestContent = 1 << 20;
    public const int LongestHeader = FixedSize + (LongestContent / Blocks.Size * Blocks.ChecksumSize);

    private const uint Magic = 0x52485441;      // "ATHR"
    private const uint Version = 1;
    private const int ChecksumAt = 28;

    public static int HeaderSizeFor(long length) => FixedSize + (int)Blocks.TableSizeOf(length);

    public static int SizeFor(long length) => (HeaderSizeFor(length) + (int)length + Alignment - 1) / Alignment * Alignment;

    /// <summary>Everything but the place: that is known only when the record's turn has come.</summary>
    public static void Fill(Span<byte> record, int length)
    {
        var headerSize = HeaderSizeFor(length);
        record[..FixedSize].Clear();
        record[(headerSize + length)..].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(record, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(record[4..], length);
        BinaryPrimitives.WriteUInt32LittleEndian(record[24..], Version);
        Blocks.Sum(record.Slice(headerSize, length), record[FixedSize..headerSize]);
    }

    public static void Seal(Span<byte> record, ulong mark, long offset)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(record[8..], mark);
        BinaryPrimitives.WriteInt64LittleEndian(record[16..], offset);
        BinaryPrimitives.WriteUInt32LittleEndian(record[ChecksumAt..], ChecksumOf(record, ReadLength(record)));
    }

    /// <summary>The length of the content, or null where no record of that segment begins at that offset.</summary>
    public static int? Read(ReadOnlySpan<byte> bytes, ulong mark, long offset)
    {
        if (bytes.Length < FixedSize || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic) return null;
        var length = ReadLength(bytes);
        var isOurs = length >= 0
            && HeaderSizeFor(length) <= Math.Min(bytes.Length, LongestHeader)
            && BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]) == mark
            && BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]) == offset
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes[24..]) == Version
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumAt..]) == ChecksumOf(bytes, length);
        return isOurs ? length : null;
    }

    private static int ReadLength(ReadOnlySpan<byte> record) => BinaryPrimitives.ReadInt32LittleEndian(record[4..]);

    private static uint ChecksumOf(ReadOnlySpan<byte> record, int length) => Castagnoli.Of(record[..ChecksumAt], record[FixedSize..HeaderSizeFor(length)]);
}
