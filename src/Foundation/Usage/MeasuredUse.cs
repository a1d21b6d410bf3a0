using Athanor.Foundation.Units;

namespace Athanor.Foundation.Usage;

/// <summary>What an attempt really used on a machine, as far as it was measured.</summary>
public sealed record MeasuredUse
{
    /// <summary>How long it kept processors busy, all of them together.</summary>
    public TimeSpan CpuTime { get; init; }

    /// <summary>The most memory that one of its replicas had at a time.</summary>
    public Bytes PeakMemory { get; init; }

    public Bytes Read { get; init; }

    public Bytes Written { get; init; }

    /// <summary>What its accelerators drew while somebody looked, and how long that was, all of them together.</summary>
    public Joules AcceleratorEnergy { get; init; }

    public TimeSpan AcceleratorTime { get; init; }
}
