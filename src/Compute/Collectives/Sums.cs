using System.Numerics;
using System.Runtime.CompilerServices;

namespace Athanor.Compute.Collectives;

internal static unsafe class Sums
{
    /// <summary>target = left + right. The target may be one of the two.</summary>
    public static void Add(float* left, float* right, float* target, long count)
    {
        long at = 0;
        for (; at <= count - (4 * Vector<float>.Count); at += 4 * Vector<float>.Count) AddFour(left + at, right + at, target + at);
        for (; at < count; at++) target[at] = left[at] + right[at];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddFour(float* left, float* right, float* target)
    {
        var width = Vector<float>.Count;
        var first = Vector.Load(left) + Vector.Load(right);
        var second = Vector.Load(left + width) + Vector.Load(right + width);
        var third = Vector.Load(left + (2 * width)) + Vector.Load(right + (2 * width));
        var fourth = Vector.Load(left + (3 * width)) + Vector.Load(right + (3 * width));
        first.Store(target);
        second.Store(target + width);
        third.Store(target + (2 * width));
        fourth.Store(target + (3 * width));
    }
}
