using System.Buffers;
using Athanor.Objects.Blobs.Local.Disk;
using Microsoft.Win32.SafeHandles;

namespace Athanor.Objects.Blobs.Local.Segments;

/// <summary>
/// Finds the records of a segment by nothing but the segment: from header to header, over the zeros that deletions left. Where
/// something else stands, a torn end or a damaged header, the search goes on at the next place a record could begin.
/// </summary>
internal ref struct SegmentScan(SafeFileHandle file, string name, Span<byte> window)
{
    public const int WindowSize = 128 << 10;

    private readonly ulong _mark = ContainerMark.Of(name);
    private readonly long _end = RandomAccess.GetLength(file);
    private readonly Span<byte> _window = window;
    private long _position = SegmentHeader.Size;
    private long _windowOffset;
    private int _windowCount;

    public static List<BlobReference> Records(SafeFileHandle file, string name)
    {
        var window = ArrayPool<byte>.Shared.Rent(WindowSize);
        var records = new List<BlobReference>();
        var scan = new SegmentScan(file, name, window.AsSpan(0, WindowSize));
        while (scan.Next() is { } record) records.Add(record);
        ArrayPool<byte>.Shared.Return(window);
        return records;
    }

    private BlobReference? Next()
    {
        while (Look() is { Length: >= RecordFormat.FixedSize } bytes)
        {
            var offset = _position;
            if (RecordFormat.Read(bytes, _mark, offset) is { } length && offset + RecordFormat.SizeFor(length) <= _end)
            {
                _position += RecordFormat.SizeFor(length);
                return BlobReference.InSegment(name, offset, length);
            }
            var zeros = bytes.IndexOfAnyExcept((byte)0);
            _position += zeros < 0 ? AlignDown(bytes.Length) : Math.Max(AlignDown(zeros), RecordFormat.Alignment);
        }
        return null;
    }

    /// <summary>What lies at the position: at least a whole header, unless the segment ends before.</summary>
    private ReadOnlySpan<byte> Look()
    {
        var needed = Math.Min(RecordFormat.LongestHeader, _end - _position);
        if (_position < _windowOffset || _position + needed > _windowOffset + _windowCount)
        {
            _windowCount = needed > 0 ? DiskReads.Read(file, _window, _position) : 0;
            _windowOffset = _position;
        }
        return _windowCount == 0 ? default : _window[(int)(_position - _windowOffset).._windowCount];
    }

    private static int AlignDown(int count) => count / RecordFormat.Alignment * RecordFormat.Alignment;
}
