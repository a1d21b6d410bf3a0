using System.Buffers.Binary;

namespace Athanor.Objects.Blobs.Local.Segments;

/// <summary>The first 32 bytes of a segment. Records can be read without it: it tells a person what the file is.</summary>
internal static class SegmentHeader
{
    public const int Size = 32;
    private const uint Magic = 0x53485441;      // "ATHS"
    private const uint Version = 1;
    private const int ChecksumAt = 28;

    public static byte[] Make(string name)
    {
        var header = new byte[Size];
        BinaryPrimitives.WriteUInt32LittleEndian(header, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), Version);
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(8), ContainerMark.Of(name));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), Blocks.Size);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(ChecksumAt), Castagnoli.Of(header.AsSpan(0, ChecksumAt)));
        return header;
    }
}
