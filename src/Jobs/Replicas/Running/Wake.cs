using Athanor.Jobs.Replicas.Native;
using Microsoft.Win32.SafeHandles;

namespace Athanor.Jobs.Replicas.Running;

/// <summary>What the thread of a replica sleeps on: the end of its command, a signal, or the time when it has to look again.</summary>
internal sealed unsafe class Wake : IDisposable
{
    private const int CloseOnExecWithoutBlocking = 0x80000 | 0x800;
    private readonly SafeFileHandle _event = LibC.CreateEvent(0, CloseOnExecWithoutBlocking);

    public void Set()
    {
        var one = 1L;
        _ = LibC.Write(_event, (byte*)&one, sizeof(long));
    }

    /// <summary>Returns when it was set since the last time, or after so long.</summary>
    public void Wait(TimeSpan atMost)
    {
        var file = new LibC.PolledFile { File = (int)_event.DangerousGetHandle(), Events = LibC.PollInput };
        if (LibC.Poll(&file, 1, Math.Max(0, (int)Math.Ceiling(atMost.TotalMilliseconds))) <= 0) return;
        long count;
        _ = LibC.Read(_event, (byte*)&count, sizeof(long));
    }

    /// <summary>Whether the file has something to read, or its end; false when this was set before that came, or nothing came for so long.</summary>
    public bool WaitFor(SafeFileHandle input, TimeSpan atMost)
    {
        var files = stackalloc LibC.PolledFile[2];
        files[0] = new() { File = (int)_event.DangerousGetHandle(), Events = LibC.PollInput };
        files[1] = new() { File = (int)input.DangerousGetHandle(), Events = LibC.PollInput };
        if (LibC.Poll(files, 2, (int)atMost.TotalMilliseconds) <= 0) return false;
        if (files[0].Happened != 0) Wait(TimeSpan.Zero);
        return files[1].Happened != 0;
    }

    public void Dispose() => _event.Dispose();
}
