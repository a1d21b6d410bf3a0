using Microsoft.Win32.SafeHandles;

namespace Athanor.Jobs.Replicas.Logs;

/// <summary>A place in a log, which moves on by reading. A segment that is dropped while it is read is read to its end.</summary>
internal sealed class LogCursor(string folder, long position) : IDisposable
{
    private SafeFileHandle? _segment;
    private long _start;

    public long Position { get; private set; } = position;

    public static long LengthOf(string folder, long start)
    {
        try
        {
            return new FileInfo(LogSegments.FileOf(folder, start)).Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }

    /// <summary>The next bytes; none at the present end.</summary>
    public LogPiece Read(byte[] buffer)
    {
        var dropped = 0L;
        while (true)
        {
            if (_segment is null && !TryOpen(ref dropped)) return new(Position, 0, default);
            var count = RandomAccess.Read(_segment!, buffer, Position - _start);
            if (count > 0)
            {
                var piece = new LogPiece(Position, dropped, buffer.AsMemory(0, count));
                Position += count;
                return piece;
            }

            // Only a segment that another one follows is complete.
            if (!LogSegments.Starts(folder).Any(start => start > _start)) return new(Position, 0, default);
            if (RandomAccess.GetLength(_segment!) > Position - _start) continue;
            Close();
        }
    }

    public void Dispose() => Close();

    private bool TryOpen(ref long dropped)
    {
        while (LogSegments.Starts(folder) is { Count: > 0 } starts)
        {
            _start = starts.LastOrDefault(start => start <= Position, starts[0]);
            try
            {
                _segment = File.OpenHandle(LogSegments.FileOf(folder, _start), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            }
            catch (FileNotFoundException)
            {
                continue;   // dropped this moment
            }
            dropped += Math.Max(0, _start - Position);
            Position = Math.Max(Position, _start);
            return true;
        }
        return false;
    }

    private void Close()
    {
        _segment?.Dispose();
        _segment = null;
    }
}
