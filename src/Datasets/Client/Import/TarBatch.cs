using System.Buffers;
using Athanor.Datasets.Client.Sources;
using Athanor.Datasets.Paths;
using Athanor.Datasets.Tars;

namespace Athanor.Datasets.Client.Import;

/// <summary>
/// A tar in memory that is filled with files. A file's header is written first, and its content is read into its place behind it; of what
/// turns out to be on the branch already, or changes while it is read, nothing is kept.
/// </summary>
internal sealed class TarBatch(int size) : IBufferWriter<byte>
{
    private byte[] _buffer = new byte[size];
    private int _kept;
    private int _length;

    public bool IsEmpty => _kept == 0;

    public void Clear() => _kept = 0;

    /// <summary>Where the content of a file goes; what was offered before and not kept is gone.</summary>
    public Memory<byte> Offer(in ListedFile file, in FileStamp stamp)
    {
        _length = _kept;
        TarWrite.WriteHeader(this, EntryPath.Parse(file.Path), stamp.Size, stamp.ModifiedTime);
        var content = GetMemory((int)stamp.Size)[..(int)stamp.Size];
        Advance((int)stamp.Size);
        return content;
    }

    /// <summary>Keeps the file that was offered last.</summary>
    public void Keep(in FileStamp stamp)
    {
        this.Write(TarWrite.PaddingOf(stamp.Size).Span);
        _kept = _length;
    }

    /// <summary>The whole tar; sending it again gives the same.</summary>
    public HttpContent ToContent()
    {
        _length = _kept;
        this.Write(TarWrite.End.Span);
        return TarContent.Typed(new ReadOnlyMemoryContent(_buffer.AsMemory(0, _length)));
    }

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        var needed = _length + Math.Max(sizeHint, 1);
        if (needed > _buffer.Length) Array.Resize(ref _buffer, Math.Max(needed, _buffer.Length + (_buffer.Length >> 2)));
        return _buffer.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
}
