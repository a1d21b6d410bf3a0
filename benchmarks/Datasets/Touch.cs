using System.Numerics;
using System.Runtime.InteropServices;

namespace Athanor.Benchmarks.Datasets;

/// <summary>Looks at every byte, as a consumer would: what nobody looks at could be handed out without being read.</summary>
internal static class Touch
{
    public static ulong All(ReadOnlySpan<byte> bytes)
    {
        var vectors = MemoryMarshal.Cast<byte, Vector<ulong>>(bytes);
        var sums = Vector<ulong>.Zero;
        foreach (var vector in vectors) sums += vector;
        var sum = Vector.Sum(sums);
        foreach (var rest in bytes[(vectors.Length * Vector<byte>.Count)..]) sum += rest;
        return sum;
    }
}
