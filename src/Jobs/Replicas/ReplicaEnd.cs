namespace Athanor.Jobs.Replicas;

/// <summary>How a replica ended; <c>ended.json</c>, written once, when no process of the replica is left.</summary>
public sealed record ReplicaEnd(EndReason Reason, int? ExitCode, int? Signal, DateTimeOffset At)
{
    /// <summary>What went wrong, in a sentence, where the exit code does not say it.</summary>
    public string? Detail { get; init; }

    public ReplicaUsage Usage { get; init; } = new();

    public bool IsSuccess => Reason == EndReason.Exited && ExitCode == 0;
}

/// <summary>What a replica used in all.</summary>
public sealed record ReplicaUsage
{
    public double CpuSeconds { get; init; }

    public long PeakMemoryBytes { get; init; }

    public long ReadBytes { get; init; }

    public long WrittenBytes { get; init; }
}

public enum EndReason
{
    /// <summary>By itself: with an exit code, or by a signal that we did not send.</summary>
    Exited,

    /// <summary>The command could not be started at all.</summary>
    NotStarted,

    /// <summary>A command before it failed, such as one that fetches inputs.</summary>
    NotPrepared,

    /// <summary>Somebody asked for it.</summary>
    Stopped,

    /// <summary>It took longer than its time limit.</summary>
    TimeLimit,

    /// <summary>The kernel ended it because it wanted more memory than it may have.</summary>
    OutOfMemory,

    /// <summary>Its shim died or its machine was lost, and whoever noticed ended what was left of it.</summary>
    Lost,
}
