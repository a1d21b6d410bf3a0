using Athanor.Foundation.Units;
using Athanor.Jobs.Replicas.Native;
using Microsoft.Win32.SafeHandles;

namespace Athanor.Jobs.Replicas.Logs;

/// <summary>The end of a log that is being written: the segment at hand, and how many of the older ones may stay. A shim that takes over goes on where the last one stopped.</summary>
internal sealed class LogFile : IDisposable
{
    private const long LargestSegment = 64 << 20;
    private const long SmallestSegment = 64 << 10;

    private readonly string _folder;
    private readonly long _segmentSize;
    private readonly Queue<long> _starts;
    private readonly long _budget;
    private long _start;

    private LogFile(string folder, Bytes budget)
    {
        _folder = folder;
        _budget = budget.Value;
        _segmentSize = Math.Clamp(budget.Value / 4, SmallestSegment, LargestSegment);
        _starts = new(LogSegments.Starts(folder));
        _start = _starts.LastOrDefault();
        if (_starts.Count == 0) _starts.Enqueue(0);
        Segment = OpenSegment();
        Position = _start + RandomAccess.GetLength(Segment);
        Advance(0);
    }

    /// <summary>Where bytes go to, its file position at its end.</summary>
    public SafeFileHandle Segment { get; private set; }

    /// <summary>Of the next byte, in all output.</summary>
    public long Position { get; private set; }

    public long RoomInSegment => _start + _segmentSize - Position;

    public static LogFile Open(string folder, Bytes budget)
    {
        Directory.CreateDirectory(folder);
        return new(folder, budget);
    }

    /// <summary>Counts bytes that were written to the segment. When that is full it begins the next, and drops as many of the oldest as the budget wants.</summary>
    public void Advance(long count)
    {
        Position += count;
        if (RoomInSegment > 0) return;

        Segment.Dispose();
        _start = Position;
        _starts.Enqueue(_start);
        while (_starts.Count > 1 && Position - _starts.Peek() + _segmentSize > _budget) File.Delete(LogSegments.FileOf(_folder, _starts.Dequeue()));
        Segment = OpenSegment();
    }

    public void Dispose() => Segment.Dispose();

    private SafeFileHandle OpenSegment()
    {
        var path = LogSegments.FileOf(_folder, _start);
        var file = LibC.Open(path, LibC.OpenReadWrite | LibC.OpenCreate | LibC.OpenCloseOnExec, 0b110_000_000);
        LibC.ThrowIfFailed(file.IsInvalid ? -1 : 0, $"The log segment {path} could not be opened");
        LibC.ThrowIfFailed(LibC.Seek(file, 0, LibC.SeekEnd), $"The end of the log segment {path} was not found");
        return file;
    }
}
