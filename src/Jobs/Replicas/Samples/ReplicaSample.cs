namespace Athanor.Jobs.Replicas.Samples;

/// <summary>
/// What a replica used in a stretch of time that ends at <c>At</c>. Its CPU seconds and the bytes it read and wrote count from its beginning, so that rates are differences;
/// <c>Processors</c> says how many of them it kept busy.
/// </summary>
public sealed record ReplicaSample(
    DateTimeOffset At, TimeSpan Duration, double CpuSeconds, double Processors, double ProcessorsMaximum, long MemoryBytes, long MemoryBytesMaximum, long ReadBytes, long WrittenBytes)
{
    /// <summary>What its TCP connections carried since its beginning, as far as they were seen; without what was sent again.</summary>
    public long ReceivedBytes { get; init; }

    public long SentBytes { get; init; }

    /// <summary>The last step that the command reported, and when it first did; null where it reports none.</summary>
    public double? Step { get; init; }

    public DateTimeOffset? StepAt { get; init; }

    /// <summary>In the order in which the replica sees its accelerators.</summary>
    public IReadOnlyList<AcceleratorSample> Accelerators { get; init; } = [];
}
