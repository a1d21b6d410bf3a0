using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Loading.Ordering;

/// <summary>
/// The positions that one reader takes. Readers advance in rounds of one sample each; where a round begins is all there is to know, so
/// any number of readers can go on from where another number of them stopped.
/// </summary>
internal sealed class WorkerRounds
{
    private readonly SampleSequence _sequence;
    private readonly WorkerShare _share;
    private readonly long _from;

    public WorkerRounds(SampleSequence sequence, WorkerShare share, long from)
    {
        if (from is < 0 or > long.MaxValue / 2) throw new ProblemException(LoadingProblems.BadPosition);
        if (share.WorldSize > sequence.Length) throw new ProblemException(LoadingProblems.TooManyReaders(share.WorldSize, sequence.Length));
        (_sequence, _share, _from, Start) = (sequence, share, from, from);
    }

    /// <summary>Where the next round begins.</summary>
    public long Start { get; private set; }

    /// <summary>The reader's position in the next round that has one for it.</summary>
    public long Take()
    {
        while (true)
        {
            var (round, end) = (Start, EpochEndOf(Start));
            Start = Math.Min(round + _share.WorldSize, end);
            if (round + _share.Rank < end && (_share.Remainder == Remainder.Uneven || round + _share.WorldSize <= end)) return round + _share.Rank;
            Start = end;
        }
    }

    /// <summary>
    /// When this reader comes to a sample again, at or after a position. What others take for epochs on end is as good as never needed.
    /// </summary>
    public long NextUse(SamplePlace place, long position)
    {
        const int Epochs = 8;
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            position = _sequence.NextUse(place, position);
            if (IsOurs(position)) return position;
            position++;
        }
        return long.MaxValue;
    }

    // Rounds begin with each epoch anew, and in the first one where the readers began.
    private bool IsOurs(long position)
    {
        var origin = Math.Max(_from, EpochEndOf(position) - _sequence.Length);
        return position >= origin && (position - origin) % _share.WorldSize == _share.Rank;
    }

    private long EpochEndOf(long position) => position - (position % _sequence.Length) + _sequence.Length;
}
