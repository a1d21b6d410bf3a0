using Athanor.Datasets.Client.Sources;

namespace Athanor.Datasets.Client.Import;

/// <summary>A tar in memory that is filled with files. Content is read into its place first; what turns out to be on the branch already is not kept.</summary>
internal sealed class TarBatch(int size)
{
    private byte[] _buffer = new byte[size + TarBlocks.EndSize];
    private int _length;

    public bool IsEmpty => _length == 0;

    public void Clear() => _length = 0;

    /// <summary>Where the content of a file goes.</summary>
    public Memory<byte> Offer(in ListedFile file, int length)
    {
        var start = _length + TarBlocks.HeaderLength(file.PathLength, length);
        var end = start + (int)TarBlocks.Padded(length) + TarBlocks.EndSize;
        if (end > _buffer.Length) Array.Resize(ref _buffer, end);
        return _buffer.AsMemory(start, length);
    }

    /// <summary>Keeps the file whose content was read last.</summary>
    public void Keep(in ListedFile file, in FileStamp stamp)
    {
        Span<byte> path = stackalloc byte[ListedFile.LongestPath];
        var header = TarBlocks.HeaderLength(file.PathLength, stamp.Size);
        TarBlocks.WriteHeader(_buffer.AsSpan(_length, header), file.WritePath(path), stamp.Size, stamp.ModifiedTime);
        var end = _length + header + (int)stamp.Size;
        _length += header + (int)TarBlocks.Padded(stamp.Size);
        _buffer.AsSpan(end, _length - end).Clear();
    }

    /// <summary>The whole tar; sending it again gives the same.</summary>
    public HttpContent ToContent()
    {
        _buffer.AsSpan(_length, TarBlocks.EndSize).Clear();
        return TarContent.Typed(new ReadOnlyMemoryContent(_buffer.AsMemory(0, _length + TarBlocks.EndSize)));
    }
}
