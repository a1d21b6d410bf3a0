using System.Runtime.CompilerServices;

namespace Athanor.Compute.Devices.Cpu.Lanes;

internal static class LaneMath
{
    private const float Log2E = 1.44269504f;

    // ln 2 in two parts (Cody and Waite): the first one has few enough bits that n · High is exact.
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    // Beyond them the result would not be a normal number.
    private const float Least = -87.33654f;
    private const float Most = 88.02969f;

    /// <summary>eˣ to about one bit in the last place: 2ⁿ · eʳ with |r| at most ln 2 / 2, and a polynomial for eʳ (the coefficients of Cephes' expf). Below -87 it is zero, above 88 it stays where it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<V>(V x) where V : unmanaged, ILanes<V>
    {
        var bounded = V.Min(V.Max(x, V.All(Least)), V.All(Most));
        var n = V.Round(bounded * V.All(Log2E));
        var r = V.MultiplyAdd(n, V.All(-Ln2High), bounded);
        r = V.MultiplyAdd(n, V.All(-Ln2Low), r);
        var p = V.MultiplyAdd(V.All(1.9875691500e-4f), r, V.All(1.3981999507e-3f));
        p = V.MultiplyAdd(p, r, V.All(8.3334519073e-3f));
        p = V.MultiplyAdd(p, r, V.All(4.1665795894e-2f));
        p = V.MultiplyAdd(p, r, V.All(1.6666665459e-1f));
        p = V.MultiplyAdd(p, r, V.All(5.0000001201e-1f));
        p = V.MultiplyAdd(p, r * r, r + V.All(1));
        return V.IfGreater(V.All(Least), x, V.All(0), p * V.PowerOfTwo(n));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid<V>(V x) where V : unmanaged, ILanes<V> => V.All(1) / (V.All(1) + Exp(V.All(0) - x));

    /// <summary>A vector of what is left of a row: whole, or filled up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe V Load<V>(float* from, long left, float rest = 0) where V : unmanaged, ILanes<V> => left >= V.Count ? V.Load(from) : LoadSome<V>(from, (int)left, rest);

    /// <summary>Stores no more than what is left of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store<V>(V lanes, float* to, long left) where V : unmanaged, ILanes<V>
    {
        if (left >= V.Count) lanes.Store(to);
        else StoreSome(lanes, to, (int)left);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe V LoadSome<V>(float* from, int count, float rest) where V : unmanaged, ILanes<V>
    {
        var lanes = V.All(rest);
        new ReadOnlySpan<float>(from, count).CopyTo(new Span<float>(&lanes, count));
        return lanes;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe void StoreSome<V>(V lanes, float* to, int count) where V : unmanaged, ILanes<V> => new ReadOnlySpan<float>(&lanes, count).CopyTo(new(to, count));
}
