using System.Text;
using Athanor.Compute.Collectives;

namespace Athanor.Training.Checkpoints;

/// <summary>Lets all workers know what went wrong on one of them, so that all do the same about it.</summary>
internal sealed class WorkerWords(ICollectives workers)
{
    private const int MostBytes = 1024;

    /// <summary>The words of the lowest rank that has any; null where all is well everywhere.</summary>
    public (int Rank, string Words)? Share(string? mine)
    {
        var flags = new float[workers.Size];
        workers.AllGather([mine is null ? 0 : 1], flags);
        var rank = Array.FindIndex(flags, flag => flag != 0);
        return rank < 0 ? null : (rank, Spread(mine, rank));
    }

    /// <summary>Whether any worker is busy. All wait for it here, again and again for a short while each: a worker that died is noticed, one that is slow may be.</summary>
    public bool IsAnyBusy(bool mine)
    {
        var flags = new float[workers.Size];
        workers.AllGather([mine ? 1 : 0], flags);
        return flags.Contains(1);
    }

    /// <summary>What one rank says to all.</summary>
    public string Spread(string? words, int rank)
    {
        Span<byte> bytes = new byte[MostBytes];
        bytes.Clear();
        if (workers.Rank == rank) Encoding.UTF8.GetBytes(words!.Length > MostBytes / 4 ? words.AsSpan(0, MostBytes / 4) : words, bytes);
        workers.Broadcast(bytes, rank);
        return Encoding.UTF8.GetString(bytes).TrimEnd('\0');
    }
}
