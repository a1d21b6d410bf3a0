using Athanor.Jobs.Replicas.Limits;

namespace Athanor.Jobs.Replicas.Running;

/// <summary>
/// What a replica has used so far: what its ended processes did, which the kernel told when they were reaped, and what the living ones did, which /proc tells.
/// Both count a process's own children once it has waited for them. None of the sums ever falls.
/// </summary>
internal sealed class CommandUsage(Reaper reaper, IReplicaGroup group) : IDisposable
{
    private readonly SocketTraffic _traffic = new();

    public TimeSpan Cpu { get; private set; }
    public long ReadBytes { get; private set; }
    public long WrittenBytes { get; private set; }
    public long MemoryBytes { get; private set; }
    public long PeakMemoryBytes { get; private set; }
    public long ReceivedBytes => _traffic.ReceivedBytes;
    public long SentBytes => _traffic.SentBytes;

    public void Look()
    {
        var (cpu, read, written, memory) = (reaper.Cpu, reaper.ReadBytes, reaper.WrittenBytes, 0L);
        var processes = group.Processes() ?? ProcessTree.Below(Environment.ProcessId);
        _traffic.Look(processes);
        foreach (var process in processes)
        {
            if (ProcessStatus.Read(process) is not { } status) continue;
            cpu += status.Cpu;
            memory += status.ResidentPages * Environment.SystemPageSize;
            var (processRead, processWritten) = ReadTransfers(process);
            read += processRead;
            written += processWritten;
        }
        (Cpu, ReadBytes, WrittenBytes) = (cpu > Cpu ? cpu : Cpu, Math.Max(ReadBytes, read), Math.Max(WrittenBytes, written));
        MemoryBytes = group.MemoryBytes ?? memory;
        PeakMemoryBytes = Math.Max(PeakMemoryBytes, MemoryBytes);
    }

    /// <summary>The sums when nothing is left.</summary>
    public ReplicaUsage Total() => new()
    {
        CpuSeconds = Math.Max(Cpu.TotalSeconds, reaper.Cpu.TotalSeconds),
        PeakMemoryBytes = Math.Max(PeakMemoryBytes, PeakOfEnded),
        ReadBytes = Math.Max(ReadBytes, reaper.ReadBytes),
        WrittenBytes = Math.Max(WrittenBytes, reaper.WrittenBytes),
    };

    public void Dispose() => _traffic.Dispose();

    // Short peaks fall between two looks. The kernel knows the peak of each process, but a new process shares the memory of the shim for a moment, so that its peak is never below ours;
    // and it knows the peak of the group, but with the cache of files in it.
    private long PeakOfEnded => reaper.PeakMemoryBytes <= ReadOwnPeak() ? 0 : Math.Min(reaper.PeakMemoryBytes, group.PeakMemoryBytes ?? long.MaxValue);

    private static (long Read, long Written) ReadTransfers(int process)
    {
        var folder = $"/proc/{process}";
        return (NumberIn(folder, "read_bytes"), NumberIn(folder, "write_bytes"));
    }

    private static long ReadOwnPeak() => NumberIn("/proc/self", "VmHWM", "status") << 10;

    private static long NumberIn(string folder, string word, string file = "io")
    {
        var line = GroupFile.TryRead(folder, file)?.Split('\n').FirstOrDefault(line => line.StartsWith($"{word}:", StringComparison.Ordinal));
        return long.TryParse(line?[(word.Length + 1)..].Replace("kB", "", StringComparison.Ordinal).Trim(), out var number) ? number : 0;
    }
}
