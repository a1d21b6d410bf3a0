using System.Buffers;

namespace Athanor.Objects.Blobs.Local.Segments;

/// <summary>A record on its way into a segment: everything in one piece of memory, so that a group is one write.</summary>
internal sealed class PackedRecord : IDisposable
{
    private readonly byte[] _buffer;

    private PackedRecord(int length)
    {
        Length = length;
        Size = RecordFormat.SizeFor(length);
        _buffer = ArrayPool<byte>.Shared.Rent(Size);
    }

    public int Length { get; }

    public int Size { get; }

    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, Size);

    public static PackedRecord Of(ReadOnlySequence<byte> content)
    {
        var record = new PackedRecord((int)content.Length);
        content.CopyTo(record._buffer.AsSpan(RecordFormat.HeaderSizeFor(record.Length)));
        RecordFormat.Fill(record._buffer.AsSpan(0, record.Size), record.Length);
        return record;
    }

    public void SealAt(ulong mark, long offset) => RecordFormat.Seal(_buffer.AsSpan(0, Size), mark, offset);

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}
