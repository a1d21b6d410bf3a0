using System.Buffers.Binary;

namespace Athanor.Datasets.Decoding.Png;

/// <summary>Walks the chunks of a PNG file: each has a length, a name, its data and a checksum. Ends at IEND, or where the file does.</summary>
internal ref struct PngChunks(ReadOnlySpan<byte> file)
{
    private const int Frame = 12;

    private readonly ReadOnlySpan<byte> _file = file;
    private int _next = PngHeader.SignatureLength;

    public PngChunk Current { get; private set; }

    /// <summary>Where the walk stands: behind the last whole chunk.</summary>
    public readonly int End => _next;

    public readonly PngChunks GetEnumerator() => this;

    public bool MoveNext()
    {
        if (Current.IsLast || _file.Length - _next < Frame) return false;
        var length = BinaryPrimitives.ReadUInt32BigEndian(_file[_next..]);
        if (length > (uint)(_file.Length - _next - Frame)) return false;
        Current = new(_file.Slice(_next + 4, 4));
        _next += Frame + (int)length;
        return true;
    }
}

internal readonly ref struct PngChunk(ReadOnlySpan<byte> name)
{
    public ReadOnlySpan<byte> Name { get; } = name;
    public bool IsLast => Name.SequenceEqual("IEND"u8);
}
