using System.Text;
using Athanor.Jobs.Replicas.Native;
using Microsoft.Win32.SafeHandles;

namespace Athanor.Jobs.Replicas.Running;

/// <summary>The folders that a shim of the pool is asked to run, a line each on standard input. It waits for them in a way that a signal can end.</summary>
internal sealed class FolderLines(ShimSignals signals) : IDisposable
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(1);
    private readonly SafeFileHandle _input = new(0, ownsHandle: false);
    private readonly byte[] _buffer = new byte[4096];
    private readonly List<byte> _rest = [];

    /// <summary>Whether there is something to do already, if only to go.</summary>
    public bool HasInput => signals.Wake.WaitFor(_input, TimeSpan.Zero);

    /// <summary>The next one; null when there will be no more.</summary>
    public string? Next()
    {
        while (!signals.MustStop)
        {
            if (_rest.IndexOf((byte)'\n') is >= 0 and var end)
            {
                var line = Encoding.UTF8.GetString([.. _rest[..end]]);
                _rest.RemoveRange(0, end + 1);
                if (line.Length > 0) return line;
            }
            else if (signals.Wake.WaitFor(_input, LookAgain) && !Fill())
            {
                return null;
            }
        }
        return null;
    }

    public void Dispose() => _input.Dispose();

    private unsafe bool Fill()
    {
        fixed (byte* start = _buffer)
        {
            var count = LibC.Read(_input, start, (nuint)_buffer.Length);
            if (count > 0) _rest.AddRange(_buffer.AsSpan(0, (int)count));
            return count > 0 || (count < 0 && LibC.LastError == Errno.Interrupted);
        }
    }
}
