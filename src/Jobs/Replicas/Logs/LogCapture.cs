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
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly SafeFileHandle _output;
    private readonly LogSink _sink;
    private readonly TimeProvider _clock;
    private readonly Thread _thread;
    private long _mustEndBy = long.MaxValue;

    private LogCapture(string folder, Bytes budget, SafeFileHandle output, SafeFileHandle input, TimeProvider clock)
    {
        (_output, Input, _clock, _sink) = (output, input, clock, new(folder, budget, output, clock));
        _thread = new(Run, 256 << 10) { IsBackground = true, Name = "log" };
        _thread.Start();
    }

    /// <summary>The commands' standard output and error.</summary>
    public SafeFileHandle Input { get; }

    /// <summary>How many bytes found no room and are not told of in the log yet.</summary>
    public long Lost => _sink.Lost;

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
        _sink.Dispose();
    }

    private void Run()
    {
        while (!MustEnd)
        {
            _sink.TryRecoverInTime();
            if (!HasOutput()) continue;

            var count = _sink.Move();
            if (count == 0 || (count < 0 && LibC.LastError != Errno.Interrupted)) break;

            // Little at a time would cost the command and us a change of threads for each line. The pipe holds what comes meanwhile.
            if (count < Eager && _mustEndBy == long.MaxValue) LibC.Pause(Gathering);
        }
        _sink.TryRecover();
    }

    private bool MustEnd => _clock.GetTimestamp() > Volatile.Read(ref _mustEndBy);

    // An end of the pipe counts as output, too.
    private bool HasOutput()
    {
        var file = new LibC.PolledFile { File = (int)_output.DangerousGetHandle(), Events = LibC.PollInput };
        return LibC.Poll(&file, 1, (int)LookAgain.TotalMilliseconds) > 0;
    }
}
