using System.Runtime.InteropServices;
using Athanor.Compute.Collectives;

namespace Athanor.Training.Loop;

/// <summary>A few numbers that each worker brings and all get, so that all decide alike. Sums are taken in the order of ranks.</summary>
internal sealed class Agreement(ICollectives workers)
{
    private readonly double[] _mine = new double[4];
    private readonly double[] _all = new double[4 * workers.Size];

    public double SquaredNorm { get; private set; }

    public double Loss { get; private set; }

    /// <summary>Whether any worker was asked to stop.</summary>
    public bool MustStop { get; private set; }

    public void Reach(double squaredNorm, double lossSum, long losses, bool mustStop)
    {
        (_mine[0], _mine[1], _mine[2], _mine[3]) = (squaredNorm, lossSum, losses, mustStop ? 1 : 0);
        if (workers.Size == 1) _mine.CopyTo(_all, 0);
        else workers.AllGather(MemoryMarshal.Cast<double, float>(_mine.AsSpan()), MemoryMarshal.Cast<double, float>(_all.AsSpan()));
        (SquaredNorm, MustStop) = (SumOf(0), SumOf(3) > 0);
        Loss = SumOf(1) / Math.Max(1, SumOf(2));
    }

    private double SumOf(int place)
    {
        var sum = 0.0;
        for (var index = place; index < _all.Length; index += _mine.Length) sum += _all[index];
        return sum;
    }
}
