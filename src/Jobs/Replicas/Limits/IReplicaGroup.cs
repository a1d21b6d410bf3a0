namespace Athanor.Jobs.Replicas.Limits;

/// <summary>What holds the processes of one replica together, and bounds them as a whole: control groups of version 1 or 2, or nothing.</summary>
internal interface IReplicaGroup
{
    /// <summary>The folders of its groups, for whoever has to clean up after us.</summary>
    IReadOnlyList<string> Folders { get; }

    /// <summary>Whether it bounds memory: where it does not, each process is bounded by itself.</summary>
    bool BoundsMemory { get; }

    long? MemoryBytes { get; }

    long? PeakMemoryBytes { get; }

    /// <summary>How often the kernel ended a process for want of memory.</summary>
    long OutOfMemoryKills { get; }

    /// <summary>Starts a process inside: what <paramref name="spawn"/> starts is in the groups from its first instruction. Called on a thread that ends afterwards.</summary>
    void Start(Action spawn);

    /// <summary>The processes in it; null where it does not know.</summary>
    IReadOnlyList<int>? Processes();

    /// <summary>Sends SIGKILL to all that is in it while nothing in it can run, so that nothing escapes by forking.</summary>
    void Kill();

    /// <summary>Once it is empty.</summary>
    void Remove();
}
