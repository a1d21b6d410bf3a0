using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Athanor.Compute.Devices.Cpu.Products;

/// <summary>6 × 16: 12 of the 16 registers of AVX2 hold the tile, two the factors of the right, one that of the left.</summary>
internal readonly unsafe struct MicroKernel256 : IMicroKernel
{
    public static int Rows => 6;

    public static int Columns => 16;

    public static int HeightOf(int rows) => Rows;

    [MethodImpl(Compiled.AsKernel)]
    public static void Run(int height, int depth, float* left, float* right, long rightStride, float* tile, long tileStride, bool adds)
    {
        // A letter is a row of the tile, 0 and 1 are its halves.
        Vector256<float> a0 = Vector256<float>.Zero, a1 = Vector256<float>.Zero, b0 = Vector256<float>.Zero, b1 = Vector256<float>.Zero, c0 = Vector256<float>.Zero, c1 = Vector256<float>.Zero;
        Vector256<float> d0 = Vector256<float>.Zero, d1 = Vector256<float>.Zero, e0 = Vector256<float>.Zero, e1 = Vector256<float>.Zero, f0 = Vector256<float>.Zero, f1 = Vector256<float>.Zero;
        for (var k = 0; k < depth; k++)
        {
            var right0 = Vector256.Load(right);
            var right1 = Vector256.Load(right + 8);
            var factor = Vector256.Create(left[0]);
            a0 = Fma.MultiplyAdd(factor, right0, a0);
            a1 = Fma.MultiplyAdd(factor, right1, a1);
            factor = Vector256.Create(left[1]);
            b0 = Fma.MultiplyAdd(factor, right0, b0);
            b1 = Fma.MultiplyAdd(factor, right1, b1);
            factor = Vector256.Create(left[2]);
            c0 = Fma.MultiplyAdd(factor, right0, c0);
            c1 = Fma.MultiplyAdd(factor, right1, c1);
            factor = Vector256.Create(left[3]);
            d0 = Fma.MultiplyAdd(factor, right0, d0);
            d1 = Fma.MultiplyAdd(factor, right1, d1);
            factor = Vector256.Create(left[4]);
            e0 = Fma.MultiplyAdd(factor, right0, e0);
            e1 = Fma.MultiplyAdd(factor, right1, e1);
            factor = Vector256.Create(left[5]);
            f0 = Fma.MultiplyAdd(factor, right0, f0);
            f1 = Fma.MultiplyAdd(factor, right1, f1);
            left += 6;
            right += rightStride;
        }

        Put(a0, a1, tile, adds);
        Put(b0, b1, tile + tileStride, adds);
        Put(c0, c1, tile + (2 * tileStride), adds);
        Put(d0, d1, tile + (3 * tileStride), adds);
        Put(e0, e1, tile + (4 * tileStride), adds);
        Put(f0, f1, tile + (5 * tileStride), adds);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(Vector256<float> left, Vector256<float> right, float* to, bool adds)
    {
        if (adds)
        {
            left += Vector256.Load(to);
            right += Vector256.Load(to + 8);
        }
        left.Store(to);
        right.Store(to + 8);
    }
}
