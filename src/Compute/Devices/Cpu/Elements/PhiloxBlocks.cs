using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Athanor.Compute.Devices.Cpu.Elements;

/// <summary>Philox for four blocks at a time, each word in the low half of 64 bits: the same words as <see cref="Philox.Block"/> gives, one after the other.</summary>
internal static class PhiloxBlocks
{
    public const int Words = 16;

    /// <summary>The 16 words of four neighbouring blocks in order. Needs AVX2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<uint> First, Vector256<uint> Second) Four(Draw draw, uint block)
    {
        var low = Vector256.Create((ulong)uint.MaxValue);
        var a = (Vector256.Create((ulong)block) + Vector256.Create(0UL, 1, 2, 3)) & low;
        var (b, c, d) = (Vector256.Create((ulong)draw.Stream), Vector256.Create(draw.Step & uint.MaxValue), Vector256.Create(draw.Step >> 32));
        var (key0, key1) = ((uint)draw.Seed, (uint)(draw.Seed >> 32));
        for (var round = 0; round < Philox.Rounds; round++)
        {
            var left = Avx2.Multiply(a.AsUInt32(), Vector256.Create((ulong)Philox.Multiplier0).AsUInt32());
            var right = Avx2.Multiply(c.AsUInt32(), Vector256.Create((ulong)Philox.Multiplier1).AsUInt32());
            (a, b, c, d) = ((right >> 32) ^ b ^ Vector256.Create((ulong)key0), right & low, (left >> 32) ^ d ^ Vector256.Create((ulong)key1), left & low);
            key0 = unchecked(key0 + Philox.Weyl0);
            key1 = unchecked(key1 + Philox.Weyl1);
        }

        // Each lane becomes (a, b) and (c, d), and they are laid side by side, block by block.
        var (front, back) = (a | (b << 32), c | (d << 32));
        var (even, odd) = (Avx2.UnpackLow(front, back), Avx2.UnpackHigh(front, back));
        return (Avx2.Permute2x128(even, odd, 0x20).AsUInt32(), Avx2.Permute2x128(even, odd, 0x31).AsUInt32());
    }
}
