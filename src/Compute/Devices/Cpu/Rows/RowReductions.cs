using System.Runtime.CompilerServices;
using Athanor.Compute.Devices.Cpu.Lanes;

namespace Athanor.Compute.Devices.Cpu.Rows;

internal static unsafe class RowReductions
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum<V>(float* x, long columns) where V : unmanaged, ILanes<V>
    {
        var (sum, other, i) = (V.All(0), V.All(0), 0L);
        for (; i + (2 * V.Count) <= columns; i += 2 * V.Count)
        {
            sum += V.Load(x + i);
            other += V.Load(x + i + V.Count);
        }
        for (; i < columns; i += V.Count) sum += LaneMath.Load<V>(x + i, columns - i);
        return (sum + other).Sum();
    }

    /// <summary>Σ (x - center)².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Squares<V>(float* x, long columns, float center) where V : unmanaged, ILanes<V>
    {
        var (sum, other, middle, i) = (V.All(0), V.All(0), V.All(center), 0L);
        for (; i + (2 * V.Count) <= columns; i += 2 * V.Count)
        {
            var (one, two) = (V.Load(x + i) - middle, V.Load(x + i + V.Count) - middle);
            sum = V.MultiplyAdd(one, one, sum);
            other = V.MultiplyAdd(two, two, other);
        }
        for (; i < columns; i += V.Count)
        {
            var one = LaneMath.Load<V>(x + i, columns - i, rest: center) - middle;
            sum = V.MultiplyAdd(one, one, sum);
        }
        return (sum + other).Sum();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest<V>(float* x, long columns) where V : unmanaged, ILanes<V>
    {
        var largest = V.All(float.NegativeInfinity);
        for (var i = 0L; i < columns; i += V.Count) largest = V.Max(largest, LaneMath.Load<V>(x + i, columns - i, rest: float.NegativeInfinity));
        return largest.Largest();
    }

    /// <summary>to = e^(x - largest), and the sum of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exponentials<V>(float* x, float* to, long columns, float largest) where V : unmanaged, ILanes<V>
    {
        var (sum, middle) = (V.All(0), V.All(largest));
        for (var i = 0L; i < columns; i += V.Count)
        {
            var value = LaneMath.Exp(LaneMath.Load<V>(x + i, columns - i, rest: float.NegativeInfinity) - middle);
            sum += value;
            LaneMath.Store(value, to + i, columns - i);
        }
        return sum.Sum();
    }
}
