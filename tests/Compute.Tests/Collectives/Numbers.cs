using System.Runtime.InteropServices;

namespace Athanor.Compute.Collectives;

/// <summary>Numbers whose sum depends on the order in which they are added, and the sum in the order that is documented.</summary>
internal static class Numbers
{
    public static float[] Of(int rank, int length)
    {
        var random = new Random(rank + 1);
        var values = new float[length];
        foreach (ref var value in values.AsSpan()) value = (float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-3, 4)));
        return values;
    }

    public static byte[] Bytes(int seed, int length)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public static float[] Sum(int ranks, int length) => SumOf([.. Enumerable.Range(0, ranks).Select(rank => Of(rank, length))], ranks);

    // From the rank behind the owner of the part around to the owner.
    public static float[] SumOf(float[][] values, int ranks)
    {
        var length = values[0].Length;
        var part = Math.Max(1, (length + ranks - 1) / ranks);
        var sums = new float[length];
        for (var at = 0; at < length; at++)
        {
            var owner = at / part;
            sums[at] = values[(owner + 1) % ranks][at];
            for (var distance = 2; distance <= ranks; distance++) sums[at] += values[(owner + distance) % ranks][at];
        }
        return sums;
    }

    public static void AssertSameBits(float[] expected, float[] actual) =>
        Assert.True(MemoryMarshal.AsBytes(expected.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(actual.AsSpan())), "The numbers are not the same to the bit.");
}
