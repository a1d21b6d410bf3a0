using System.Runtime.CompilerServices;

namespace Athanor.Compute.Devices.Cpu.Lanes;

internal static class LaneMath
{
    private const float Log2E = 1.44269504f;

    // ln 2 in two parts (Cody and Waite): the first one has few enough bits that n · High is exact.
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    // 1.5 · 2²³: added to a small number it leaves no bits but those of the nearest whole one, at the end of the fraction.
    private const float Rounder = 12582912;

    // Beyond them the result, or one divided by it, would not be a normal number.
    private const float Least = -87.33654f;
    private const float Most = 87;

    /// <summary>eˣ to about one bit in the last place: 2ⁿ · eʳ with |r| at most ln 2 / 2, and a polynomial for eʳ (the coefficients of Cephes' expf). Below -87 it is zero, above 87 it stays where it is, so that its inverse is a normal number, too, and what is not a number stays so.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<V>(V x) where V : unmanaged, ILanes<V>
    {
        var bounded = V.Min(V.All(Most), V.Max(V.All(Least), x));
        var rounded = V.MultiplyAdd(bounded, V.All(Log2E), V.All(Rounder));
        var n = rounded - V.All(Rounder);
        var r = V.MultiplyAdd(n, V.All(-Ln2High), bounded);
        r = V.MultiplyAdd(n, V.All(-Ln2Low), r);
        var p = V.MultiplyAdd(V.All(1.9875691500e-4f), r, V.All(1.3981999507e-3f));
        p = V.MultiplyAdd(p, r, V.All(8.3334519073e-3f));
        p = V.MultiplyAdd(p, r, V.All(4.1665795894e-2f));
        p = V.MultiplyAdd(p, r, V.All(1.6666665459e-1f));
        p = V.MultiplyAdd(p, r, V.All(5.0000001201e-1f));
        p = V.MultiplyAdd(p, r * r, r + V.All(1));
        return V.IfGreater(V.All(Least), x, V.All(0), V.RaiseExponent(p, rounded));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid<V>(V x) where V : unmanaged, ILanes<V> => V.All(1) / (V.All(1) + Exp(V.All(0) - x));

    /// <summary>A vector of what is left of a row: whole, or filled up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe V Load<V>(float* from, long left, float rest = 0) where V : unmanaged, ILanes<V> => left >= V.Count ? V.Load(from) : V.Load(from, (int)left, rest);

    /// <summary>Stores no more than what is left of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store<V>(V lanes, float* to, long left) where V : unmanaged, ILanes<V>
    {
        if (left >= V.Count) lanes.Store(to);
        else lanes.Store(to, (int)left);
    }
}
