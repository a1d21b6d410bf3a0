using System.Runtime.InteropServices;
using System.Text;
using Athanor.Foundation.Units;
using Athanor.Jobs.Replicas.Native;
using Microsoft.Win32.SafeHandles;

namespace Athanor.Jobs.Replicas.Logs;

/// <summary>
/// Takes what the commands of a replica write to their output into its log, on a thread of its own. Nobody who reads the log can slow it down, and a full disk cannot stop it:
/// what finds no room is dropped, and the log says so once there is some.
/// </summary>
internal sealed unsafe class LogCapture : IDisposable
{
    private const int PipeSize = 1 << 20;
    private const int Eager = 64 << 10;
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly SafeFileHandle _output;
    private readonly string _folder;
    private readonly Bytes _budget;
    private readonly TimeProvider _clock;
    private readonly Thread _thread;
    private readonly byte[] _buffer = new byte[Eager];
    private LogFile? _log;
    private bool _canSplice = true;
    private int _lastError;
    private long _lastTry;
    private long _mustEndBy = long.MaxValue;

    private LogCapture(string folder, Bytes budget, SafeFileHandle output, SafeFileHandle input, TimeProvider clock)
    {
        (_folder, _budget, _output, Input, _clock) = (folder, budget, output, input, clock);
        _thread = new(Run, 256 << 10) { IsBackground = true, Name = "log" };
        TryOpen();
        _thread.Start();
    }

    /// <summary>The commands' standard output and error.</summary>
    public SafeFileHandle Input { get; }

    /// <summary>How many bytes found no room and are not told of in the log yet.</summary>
    public long Lost { get; private set; }

    public static LogCapture Start(string folder, Bytes budget, TimeProvider clock)
    {
        var ends = stackalloc int[2];
        LibC.ThrowIfFailed(LibC.Pipe(ends, LibC.OpenCloseOnExec), "No pipe could be made for the output");
        var (output, input) = (new SafeFileHandle(ends[0], ownsHandle: true), new SafeFileHandle(ends[1], ownsHandle: true));
        _ = LibC.Control(output, LibC.SetPipeSize, PipeSize);
        return new(folder, budget, output, input, clock);
    }

    /// <summary>
    /// Ends when all that was written is in the log. All processes of the replica have ended by then, but one of them may have given its output to somebody else, who must not keep us.
    /// </summary>
    public void Finish()
    {
        if (Input.IsClosed) return;
        Input.Dispose();
        _mustEndBy = _clock.GetTimestamp() + Farewell.Ticks * _clock.TimestampFrequency / TimeSpan.TicksPerSecond;
        _thread.Join();
    }

    public void Dispose()
    {
        Finish();
        _output.Dispose();
        _log?.Dispose();
    }

    private void Run()
    {
        while (!MustEnd)
        {
            if (_log is null || Lost > 0) TryRecover(force: false);
            if (!HasOutput()) continue;

            var count = Move();
            if (count == 0 || (count < 0 && LibC.LastError != Errno.Interrupted)) break;

            // Little at a time would cost the command and us a change of threads for each line. The pipe holds what comes meanwhile.
            if (count < Eager && _mustEndBy == long.MaxValue) LibC.Pause(Gathering);
        }
        if (Lost > 0) TryRecover(force: true);
    }

    private bool MustEnd => _clock.GetTimestamp() > Volatile.Read(ref _mustEndBy);

    // An end of the pipe counts as output, too.
    private bool HasOutput()
    {
        var file = new LibC.PolledFile { File = (int)_output.DangerousGetHandle(), Events = LibC.PollInput };
        return LibC.Poll(&file, 1, (int)LookAgain.TotalMilliseconds) > 0;
    }

    private nint Move() => _log is null || Lost > 0 ? Drop() : _canSplice ? Splice(_log) : Copy(_log);

    private nint Splice(LogFile log)
    {
        var count = LibC.Splice(_output, null, log.Segment, null, (nuint)Math.Min(PipeSize, log.RoomInSegment), 0);
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
            var count = LibC.Read(_output, start, (nuint)Math.Min(_buffer.Length, log.RoomInSegment));
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
            var count = LibC.Read(_output, start, (nuint)_buffer.Length);
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

    private void Fail(int error) => (_lastError, _lastTry) = (error, _clock.GetTimestamp());

    /// <summary>Goes on writing with a line about what is missing. Whether there is room again only a try can tell, and each try is worth a while.</summary>
    private void TryRecover(bool force)
    {
        if (!force && _clock.GetElapsedTime(_lastTry) < RetryAfter) return;
        if (_log is null) TryOpen();
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

    private string Reason => _lastError == Errno.NoSpace ? "no space left on the device" : Marshal.GetPInvokeErrorMessage(_lastError);

    private void TryOpen()
    {
        try
        {
            _log = LogFile.Open(_folder, _budget);
        }
        catch (IOException noRoom)
        {
            Fail(noRoom.HResult);
        }
    }
}
