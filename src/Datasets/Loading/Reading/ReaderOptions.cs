using Athanor.Datasets.Loading.Ordering;
using Athanor.Foundation.Units;

namespace Athanor.Datasets.Loading.Reading;

/// <summary>How one reader reads.</summary>
public sealed record ReaderOptions
{
    public WorkerShare Share { get; init; } = WorkerShare.All;

    /// <summary>Where to begin: 0, or the position at which another reader stopped.</summary>
    public long From { get; init; }

    /// <summary>Before which position to end; by default it goes on from epoch to epoch for ever.</summary>
    public long Until { get; init; } = long.MaxValue;

    /// <summary>
    /// What may lie in memory at a time, read ahead of the consumer. What is mapped counts as well: it is the system's memory, but has
    /// to stay there until it is used.
    /// </summary>
    public Bytes Memory { get; init; } = Bytes.FromMebibytes(256);

    /// <summary>The share of its time that a consumer may spend waiting before the reader says that it starves.</summary>
    public double StarvingShare { get; init; } = 0.1;

    /// <summary>The time over which that share is measured.</summary>
    public TimeSpan StarvingWindow { get; init; } = TimeSpan.FromSeconds(10);
}
