using System.Runtime.InteropServices;
using System.Text;
using Athanor.Foundation.Units;
using Athanor.Jobs.Replicas.Native;
using Microsoft.Win32.SafeHandles;

namespace Athanor.Jobs.Replicas.Logs;

/// <summary>Moves bytes from a pipe into a log, without bringing them here where the file system can take them as they are; and drops and counts them where the log has no room for them.</summary>
internal sealed unsafe class LogSink(string folder, Bytes budget, SafeFileHandle output, TimeProvider clock) : IDisposable
{
    private const int AtOnce = 1 << 20;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(500);
    private readonly byte[] _buffer = new byte[64 << 10];
    private LogFile? _log;
    private bool _canSplice = true;
    private int _lastError;
    private long _lastTry;

    /// <summary>How many bytes found no room and are not told of in the log yet.</summary>
    public long Lost { get; private set; }

    /// <summary>Moves what the pipe holds, some of it at a time; 0 at its end, and less where it cannot be read.</summary>
    public nint Move() => _log is null || Lost > 0 ? Drop() : _canSplice ? Splice(_log) : Copy(_log);

    /// <summary>Tries to go on where something failed. Whether there is room again only a try can tell, and each is worth a while.</summary>
    public void TryRecoverInTime()
    {
        if ((_log is null || Lost > 0) && clock.GetElapsedTime(_lastTry) >= RetryAfter) TryRecover();
    }

    /// <summary>Goes on writing with a line about what is missing.</summary>
    public void TryRecover()
    {
        _log ??= TryOpen();
        if (_log is null || Lost == 0) return;

        var note = Encoding.UTF8.GetBytes($"\n… {Lost} bytes of output were lost: {Reason}\n");
        fixed (byte* start = note)
        {
            var count = LibC.Write(_log.Segment, start, (nuint)note.Length);
            if (count == note.Length) Lost = 0;
            else Fail(count < 0 ? LibC.LastError : Errno.NoSpace);
            if (count > 0) Advance(_log, count);
        }
    }

    public void Dispose() => _log?.Dispose();

    private nint Splice(LogFile log)
    {
        var count = LibC.Splice(output, null, log.Segment, null, (nuint)Math.Min(AtOnce, log.RoomInSegment), 0);
        if (count > 0) Advance(log, count);
        if (count >= 0) return count;

        switch (LibC.LastError)
        {
            case Errno.Interrupted:
                return count;
            case Errno.Invalid:
                _canSplice = false;     // this file system cannot
                return Copy(log);
            default:
                Fail(LibC.LastError);
                return Drop();
        }
    }

    private nint Copy(LogFile log)
    {
        fixed (byte* start = _buffer)
        {
            var count = LibC.Read(output, start, (nuint)Math.Min(_buffer.Length, log.RoomInSegment));
            for (nint written = 0; written < count;)
            {
                var step = LibC.Write(log.Segment, start + written, (nuint)(count - written));
                if (step < 0 && LibC.LastError == Errno.Interrupted) continue;
                if (step <= 0)
                {
                    Fail(LibC.LastError);
                    Lost += count - written;
                    break;
                }
                Advance(log, step);
                written += step;
            }
            return count;
        }
    }

    private nint Drop()
    {
        fixed (byte* start = _buffer)
        {
            var count = LibC.Read(output, start, (nuint)_buffer.Length);
            if (count > 0) Lost += count;
            return count;
        }
    }

    private void Advance(LogFile log, long count)
    {
        try
        {
            log.Advance(count);
        }
        catch (IOException noNext)
        {
            Fail(noNext.HResult);
            log.Dispose();
            _log = null;
        }
    }

    private void Fail(int error) => (_lastError, _lastTry) = (error, clock.GetTimestamp());

    private string Reason => _lastError == Errno.NoSpace ? "no space left on the device" : Marshal.GetPInvokeErrorMessage(_lastError);

    private LogFile? TryOpen()
    {
        try
        {
            return LogFile.Open(folder, budget);
        }
        catch (IOException noRoom)
        {
            Fail(noRoom.HResult);
            return null;
        }
    }
}
