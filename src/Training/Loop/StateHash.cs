using System.Numerics;
using System.Runtime.InteropServices;
using Athanor.Compute.Tensors;

namespace Athanor.Training.Loop;

/// <summary>A sum over every bit of a long vector, quick enough for each step: it tells a difference, not who made it on purpose.</summary>
internal static class StateHash
{
    private const ulong First = 0x9E3779B97F4A7C15, Second = 0xC2B2AE3D27D4EB4F;
    private const int Lanes = 8;

    public static ulong Of(Tensor values)
    {
        Span<ulong> lanes = stackalloc ulong[Lanes];
        for (var lane = 0; lane < Lanes; lane++) lanes[lane] = First * (ulong)(lane + 1);
        var words = MemoryMarshal.Cast<float, ulong>(values.Span[..(int)(values.Length / 2 * 2)]);
        var whole = words.Length / Lanes * Lanes;
        for (var index = 0; index < whole; index += Lanes)
            for (var lane = 0; lane < Lanes; lane++) lanes[lane] = BitOperations.RotateLeft(lanes[lane] ^ (words[index + lane] * First), 31) * Second;
        for (var index = whole; index < words.Length; index++) lanes[0] = BitOperations.RotateLeft(lanes[0] ^ (words[index] * First), 31) * Second;
        if (values.Length % 2 == 1) lanes[1] ^= BitConverter.SingleToUInt32Bits(values.Span[^1]) * First;
        var sum = (ulong)values.Length;
        foreach (var lane in lanes) sum = BitOperations.RotateLeft(sum ^ (lane * First), 27) * Second;
        return sum ^ (sum >> 29);
    }
}
