namespace Athanor.Compute.Collectives;

/// <summary>What a caller must not ask for, found before anybody else hears of the call.</summary>
internal static class CallChecks
{
    public static void ThrowUnlessParts(int all, int part, int size)
    {
        if (all != (long)part * size) throw new ArgumentException($"{size} parts of {part} numbers do not fill {all}.");
    }

    public static void ThrowUnlessRank(int rank, int size)
    {
        if ((uint)rank >= (uint)size) throw new ArgumentException($"There is no rank {rank} among {size}.");
    }

    public static void ThrowUnlessOther(int rank, int self, int size)
    {
        ThrowUnlessRank(rank, size);
        if (rank == self) throw new ArgumentException($"Rank {rank} cannot exchange messages with itself.");
    }
}
