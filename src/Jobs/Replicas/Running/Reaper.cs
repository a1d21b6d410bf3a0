using Athanor.Jobs.Replicas.Native;

namespace Athanor.Jobs.Replicas.Running;

/// <summary>Takes in the ends of all processes below the shim, also of those that lost their own parent, and adds up what they used.</summary>
internal sealed unsafe class Reaper
{
    private const int BlockSize = 512;
    private readonly Dictionary<int, int> _statuses = [];

    public TimeSpan Cpu { get; private set; }
    public long ReadBytes { get; private set; }
    public long WrittenBytes { get; private set; }

    /// <summary>The most that a single one of them held.</summary>
    public long PeakMemoryBytes { get; private set; }

    /// <summary>Takes in what has ended by now; false when there is no process left that could end.</summary>
    public bool TakeEnded()
    {
        while (true)
        {
            int status;
            LibC.ResourceUsage usage;
            var process = LibC.Wait(-1, &status, LibC.WaitWithoutHanging, &usage);
            if (process == 0) return true;
            if (process < 0 && LibC.LastError == Errno.Interrupted) continue;
            if (process < 0) return false;
            _statuses[process] = status;
            Add(usage);
        }
    }

    /// <summary>How a process ended, by exit code or signal; null while it has not.</summary>
    public (int? ExitCode, int? Signal)? EndOf(int process)
    {
        if (!_statuses.TryGetValue(process, out var status)) return null;
        var signal = status & 0x7F;
        return signal == 0 ? ((status >> 8) & 0xFF, null) : (null, signal);
    }

    private void Add(in LibC.ResourceUsage usage)
    {
        Cpu += TimeSpan.FromSeconds(usage.UserSeconds + usage.SystemSeconds) + TimeSpan.FromMicroseconds(usage.UserMicroseconds + usage.SystemMicroseconds);
        ReadBytes += usage.BlocksRead * BlockSize;
        WrittenBytes += usage.BlocksWritten * BlockSize;
        PeakMemoryBytes = Math.Max(PeakMemoryBytes, usage.PeakMemoryKibibytes << 10);
    }
}
