using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Loading.Ordering;

/// <summary>
/// Which sample stands where in an epoch: a function of seed, epoch and index and of nothing else, so that it is the same for any
/// number of readers, and any of them can begin anywhere.
/// </summary>
public sealed class SampleOrder
{
    private const ulong OfBlocks = 1;
    private const ulong OfWindows = 2;

    private readonly ulong _seed;
    private readonly Shuffle _shuffle;

    // Who asks for one index asks for its neighbours next. What is found here by another thread meanwhile is as good.
    private Window? _last;

    public SampleOrder(long samples, ulong seed, Shuffle shuffle)
    {
        if (samples <= 0) throw new ProblemException(LoadingProblems.NoSamples);
        if (shuffle != Shuffle.None && (shuffle.BlockSamples < 1 || shuffle.WindowBlocks < 1)) throw new ProblemException(LoadingProblems.BadShuffle);
        (Samples, _seed, _shuffle) = (samples, seed, shuffle);
    }

    public long Samples { get; }

    public long At(long epoch, long index)
    {
        if (_shuffle == Shuffle.None) return index;
        var start = WindowStart(index);
        var window = _last;
        if (window is null || window.Epoch != epoch || window.Start != start) _last = window = new(epoch, start, BlocksOf(epoch), WithinWindow(epoch, start));
        return window.Blocks.SampleAt(start + window.Within[index - start]);
    }

    /// <summary>At which index of an epoch a sample stands.</summary>
    public long IndexOf(long epoch, long sample)
    {
        if (_shuffle == Shuffle.None) return sample;
        var place = BlocksOf(epoch).PlaceOf(sample);
        var start = WindowStart(place);
        return start + WithinWindow(epoch, start).PlaceOf(place - start);
    }

    private long WindowStart(long index) => index - (index % _shuffle.WindowSamples);

    private Permutation WithinWindow(long epoch, long start) => new(Math.Min(_shuffle.WindowSamples, Samples - start), Mix.Of(KeyOf(epoch, OfWindows), (ulong)start));

    private ShuffledBlocks BlocksOf(long epoch) => new(Samples, _shuffle.BlockSamples, KeyOf(epoch, OfBlocks));

    private ulong KeyOf(long epoch, ulong purpose) => Mix.Of(Mix.Of(_seed, (ulong)epoch), purpose);

    private sealed record Window(long Epoch, long Start, ShuffledBlocks Blocks, Permutation Within);
}
