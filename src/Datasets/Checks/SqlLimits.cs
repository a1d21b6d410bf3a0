namespace Athanor.Datasets.Checks;

/// <summary>What one query may take of the machine.</summary>
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
}
