using Athanor.Jobs.Replicas.Samples;

namespace Athanor.Jobs.Replicas.Running;

/// <summary>Turns what a replica has used so far into a sample for each stretch of time.</summary>
internal sealed class ReplicaSampler : IDisposable
{
    private readonly CommandUsage _usage;
    private readonly ProgressReader _progress;
    private readonly AcceleratorSampler _accelerators;
    private readonly SampleWriter? _writer;
    private readonly TimeProvider _clock;
    private long _since;
    private TimeSpan _cpu;

    public ReplicaSampler(ReplicaFolder folder, ReplicaLaunch launch, CommandUsage usage, TimeProvider clock)
    {
        (_usage, _clock, _since) = (usage, clock, clock.GetTimestamp());
        _progress = new(folder.ProgressFile, clock);
        _accelerators = new(launch.Environment);
        _writer = SampleWriter.TryOpen(folder, _accelerators.Count);
    }

    public void Sample()
    {
        var elapsed = _clock.GetElapsedTime(_since);
        _usage.Look();
        _progress.Look();
        if (elapsed.TotalMilliseconds < 1) return;

        var processors = (_usage.Cpu - _cpu) / elapsed;
        (_since, _cpu) = (_clock.GetTimestamp(), _usage.Cpu);
        _writer?.Add(new(_clock.GetUtcNow(), elapsed, _usage.Cpu.TotalSeconds, processors, processors, _usage.MemoryBytes, _usage.MemoryBytes, _usage.ReadBytes, _usage.WrittenBytes)
        {
            ReceivedBytes = _usage.ReceivedBytes,
            SentBytes = _usage.SentBytes,
            Step = _progress.Step,
            StepAt = _progress.StepAt,
            Accelerators = _accelerators.Read(),
        });
    }

    public void Dispose()
    {
        _accelerators.Dispose();
        _writer?.Dispose();
    }
}
