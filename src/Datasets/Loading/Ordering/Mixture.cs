using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Loading.Ordering;

/// <summary>
/// Which of several datasets serves an index, and for the how-manieth time, in proportion to whole weights: after any number of
/// samples each dataset is less than one sample away from its share. It is Tijdeman's solution of the "chairman assignment problem"
/// (1980), computed once for a period (the sum of the weights) and then looked up.
/// </summary>
public sealed class Mixture
{
    public const int MaximumParts = 64;
    public const int MaximumPeriod = 100_000;

    private readonly long[] _weights;
    private readonly (short Part, int Before)[] _period;
    private readonly int[][] _places;

    public Mixture(params IReadOnlyList<long> weights)
    {
        if (weights.Count is 0 or > MaximumParts || weights.Any(weight => weight <= 0)) throw Refusal;
        var factor = weights.Aggregate(GreatestFactor);
        _weights = [.. weights.Select(weight => weight / factor)];
        if (_weights.Any(weight => weight > MaximumPeriod) || _weights.Sum() > MaximumPeriod) throw Refusal;
        _period = Assign(_weights);
        _places = [.. _weights.Select((_, part) => PlacesOf(part))];
    }

    public int Parts => _weights.Length;

    /// <summary>The dataset that serves the index, and how many samples it served before.</summary>
    public (int Part, long Served) At(long index)
    {
        var (periods, place) = Math.DivRem(index, _period.Length);
        var (part, before) = _period[place];
        return (part, (periods * _weights[part]) + before);
    }

    /// <summary>The index at which a dataset serves after it served so many times.</summary>
    public long IndexOf(int part, long served)
    {
        var (periods, before) = Math.DivRem(served, _weights[part]);
        return (periods * _period.Length) + _places[part][before];
    }

    /// <summary>How many samples a dataset serves before the index.</summary>
    public long ServedBefore(int part, long index)
    {
        var (periods, place) = Math.DivRem(index, _period.Length);
        var found = Array.BinarySearch(_places[part], (int)place);
        return (periods * _weights[part]) + (found >= 0 ? found : ~found);
    }

    private int[] PlacesOf(int part) => [.. Enumerable.Range(0, _period.Length).Where(place => _period[place].Part == part)];

    private static ProblemException Refusal => new(LoadingProblems.BadWeights(MaximumParts, MaximumPeriod));

    private static long GreatestFactor(long left, long right) => right == 0 ? left : GreatestFactor(right, left % right);

    // All numbers are multiplied by period × slack, so that they are whole.
    private static (short, int)[] Assign(long[] weights)
    {
        var slack = Math.Max(1, (2 * weights.Length) - 2);
        var served = new int[weights.Length];
        var period = new (short, int)[weights.Sum()];
        for (var step = 1; step <= period.Length; step++)
        {
            var part = NextPart(weights, served, step, period.Length, slack);
            period[step - 1] = ((short)part, served[part]++);
        }
        return period;
    }

    // Of those that may have one more without getting ahead of their share, the one that would soonest fall behind it.
    private static int NextPart(long[] weights, int[] served, int step, long period, long slack)
    {
        var next = -1;
        Int128 soonest = 0;
        for (var part = 0; part < weights.Length; part++)
        {
            var behind = slack * ((weights[part] * step) - (served[part] * period));
            if (behind < period) continue;
            Int128 patience = (period * (slack - 1)) - behind;
            if (next >= 0 && patience * weights[next] >= soonest * weights[part]) continue;
            (next, soonest) = (part, patience);
        }
        return next;
    }
}
