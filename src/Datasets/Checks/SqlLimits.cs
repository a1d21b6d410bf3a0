namespace Athanor.Datasets.Checks;

/// <summary>What one query may take of the machine, and where it runs.</summary>
public sealed record SqlLimits
{
    public long MemoryBytes { get; init; } = 512L << 20;

    public int Threads { get; init; } = 2;

    /// <summary>On disk, for what does not fit into memory.</summary>
    public long SpillBytes { get; init; } = 2L << 30;

    /// <summary>Bytes of tables that are laid into a temporary folder for a query.</summary>
    public long MaterializedBytes { get; init; } = 16L << 30;

    /// <summary>Unless the check says less; no check may say more.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Rows beyond these are not counted one by one.</summary>
    public long CountedRows { get; init; } = 1_000_000;

    /// <summary>
    /// The command that runs a query in a process of its own: its input and output are those of <see cref="SqlWorker"/>. Such a process can be
    /// killed, and takes nobody along when it dies. Without one a query runs here, and one that the database cannot interrupt is waited for.
    /// </summary>
    public IReadOnlyList<string>? Worker { get; init; }
}
