using System.Runtime.CompilerServices;
using Athanor.Compute.Devices.Cpu.Lanes;

namespace Athanor.Compute.Devices.Cpu.Rows;

/// <summary>What of each element is added up, column by column, given another tensor's element and a number of the column.</summary>
internal interface IColumnTerm
{
    V Of<V>(V x, V y, V column) where V : unmanaged, ILanes<V>;
}

internal readonly struct Itself : IColumnTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V x, V y, V column) where V : unmanaged, ILanes<V> => x;
}

/// <summary>(x - mean)².</summary>
internal readonly struct SquareFromMean : IColumnTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V x, V y, V column) where V : unmanaged, ILanes<V> => (x - column) * (x - column);
}

/// <summary>y · (x - mean).</summary>
internal readonly struct AlongFromMean : IColumnTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V x, V y, V column) where V : unmanaged, ILanes<V> => (x - column) * y;
}

internal static unsafe class ColumnSums
{
    // A short sum loses less: sums of blocks are added up, and not rows one after the other.
    private const int BlockRows = 128;

    /// <summary>sums[column] = Σ term over all rows of x and y [rows, columns].</summary>
    [MethodImpl(Compiled.AsKernel)]
    public static void Take<V, TTerm>(float* x, float* y, float* column, long rows, long columns, float* sums) where V : unmanaged, ILanes<V> where TTerm : unmanaged, IColumnTerm
    {
        for (var block = 0L; block < rows; block += BlockRows)
        {
            var (begin, end) = (block * columns, Math.Min(block + BlockRows, rows) * columns);
            for (var i = 0L; i < columns; i += 4 * V.Count) Take<V, TTerm>(x + i, y + i, column + i, begin, end, columns, columns - i, sums + i, adds: block > 0);
        }
    }

    // Four vectors of columns at a time stay in registers while the rows go by.
    [MethodImpl(Compiled.AsKernel)]
    private static void Take<V, TTerm>(float* x, float* y, float* column, long begin, long end, long stride, long left, float* sums, bool adds) where V : unmanaged, ILanes<V> where TTerm : unmanaged, IColumnTerm
    {
        if (left < 4 * V.Count)
        {
            for (var i = 0L; i < left; i += V.Count) TakeOne<V, TTerm>(x + i, y + i, column + i, begin, end, stride, left - i, sums + i, adds);
            return;
        }
        var (a, b, c, d) = (V.All(0), V.All(0), V.All(0), V.All(0));
        var (ofA, ofB, ofC, ofD) = (V.Load(column), V.Load(column + V.Count), V.Load(column + (2 * V.Count)), V.Load(column + (3 * V.Count)));
        for (var at = begin; at < end; at += stride)
        {
            a += default(TTerm).Of(V.Load(x + at), V.Load(y + at), ofA);
            b += default(TTerm).Of(V.Load(x + at + V.Count), V.Load(y + at + V.Count), ofB);
            c += default(TTerm).Of(V.Load(x + at + (2 * V.Count)), V.Load(y + at + (2 * V.Count)), ofC);
            d += default(TTerm).Of(V.Load(x + at + (3 * V.Count)), V.Load(y + at + (3 * V.Count)), ofD);
        }
        Put(a, sums, left, adds);
        Put(b, sums + V.Count, left, adds);
        Put(c, sums + (2 * V.Count), left, adds);
        Put(d, sums + (3 * V.Count), left, adds);
    }

    [MethodImpl(Compiled.AsKernel)]
    private static void TakeOne<V, TTerm>(float* x, float* y, float* column, long begin, long end, long stride, long left, float* sums, bool adds) where V : unmanaged, ILanes<V> where TTerm : unmanaged, IColumnTerm
    {
        var (sum, of) = (V.All(0), LaneMath.Load<V>(column, left));
        for (var at = begin; at < end; at += stride) sum += default(TTerm).Of(LaneMath.Load<V>(x + at, left), LaneMath.Load<V>(y + at, left), of);
        Put(sum, sums, left, adds);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<V>(V sum, float* to, long left, bool adds) where V : unmanaged, ILanes<V> => LaneMath.Store(adds ? LaneMath.Load<V>(to, left) + sum : sum, to, left);
}
