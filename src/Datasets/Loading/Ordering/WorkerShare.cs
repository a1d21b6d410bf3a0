using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Loading.Ordering;

/// <summary>Which samples of the common order one of several readers takes: rank r of W takes every W-th, beginning with the r-th.</summary>
public sealed record WorkerShare
{
    private const int MostReaders = 1 << 20;

    public WorkerShare(int rank, int worldSize, Remainder remainder = Remainder.Uneven)
    {
        if (worldSize is < 1 or > MostReaders || rank < 0 || rank >= worldSize) throw new ProblemException(LoadingProblems.BadShare(rank, worldSize));
        (Rank, WorldSize, Remainder) = (rank, worldSize, remainder);
    }

    /// <summary>A single reader takes all.</summary>
    public static WorkerShare All { get; } = new(0, 1);

    public int Rank { get; }
    public int WorldSize { get; }
    public Remainder Remainder { get; }
}
