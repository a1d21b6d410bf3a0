using System.Buffers.Binary;
using Athanor.Datasets.Client.Sources;
using Athanor.Datasets.Trees;

namespace Athanor.Datasets.Client.Cache;

/// <summary>A file as it was when it was read: a place in the bytes of the cache, read where it lies.</summary>
internal readonly record struct CachedEntry(byte[] Source, int Start)
{
    private const int StampSize = 4 * sizeof(long);
    private const int FixedSize = sizeof(ushort) + StampSize + Digest.Size;

    public const int LongestSize = FixedSize + ListedFile.LongestPath;

    public ReadOnlySpan<byte> Path => new(Source, Start + FixedSize, PathLength);

    public FileStamp Stamp
    {
        get
        {
            var fields = Source.AsSpan(Start + sizeof(ushort), StampSize);
            return new(
                BinaryPrimitives.ReadInt64LittleEndian(fields),
                BinaryPrimitives.ReadInt64LittleEndian(fields[8..]),
                BinaryPrimitives.ReadInt64LittleEndian(fields[16..]),
                BinaryPrimitives.ReadUInt64LittleEndian(fields[24..]));
        }
    }

    public Digest Digest => Digest.Read(Source.AsSpan(Start + sizeof(ushort) + StampSize, Digest.Size));

    public int Size => FixedSize + PathLength;

    private int PathLength => BinaryPrimitives.ReadUInt16LittleEndian(Source.AsSpan(Start));

    /// <summary>How many bytes it took.</summary>
    public static int Write(Span<byte> target, ReadOnlySpan<byte> path, in FileStamp stamp, in Digest digest)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(target, (ushort)path.Length);
        BinaryPrimitives.WriteInt64LittleEndian(target[2..], stamp.Size);
        BinaryPrimitives.WriteInt64LittleEndian(target[10..], stamp.ModifiedAt);
        BinaryPrimitives.WriteInt64LittleEndian(target[18..], stamp.ChangedAt);
        BinaryPrimitives.WriteUInt64LittleEndian(target[26..], stamp.Inode);
        digest.Write(target[34..]);
        path.CopyTo(target[FixedSize..]);
        return FixedSize + path.Length;
    }

    /// <summary>Where the entries begin that lie one after the other in a part of the bytes; null where they do not fill it.</summary>
    public static int[]? Find(byte[] source, int start, int end)
    {
        var starts = new int[(end - start) / FixedSize];
        var count = 0;
        for (var position = start; position < end;)
        {
            var entry = new CachedEntry(source, position);
            if (end - position < FixedSize || entry.Size > end - position) return null;
            starts[count++] = position;
            position += entry.Size;
        }
        return starts[..count];
    }
}
