using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Athanor.Compute.Devices.Cpu.Products;

/// <summary>Lower tiles for the last rows, which would leave most of a whole one empty: 256 rows are 18 tiles of 14 and one of 4.</summary>
internal readonly unsafe partial struct MicroKernel512
{
    [MethodImpl(Compiled.AsKernel)]
    private static void RunEight(int depth, float* left, float* right, long rightStride, float* tile, long tileStride, bool adds)
    {
        Vector512<float> a0 = Vector512<float>.Zero, a1 = Vector512<float>.Zero, b0 = Vector512<float>.Zero, b1 = Vector512<float>.Zero, c0 = Vector512<float>.Zero, c1 = Vector512<float>.Zero, d0 = Vector512<float>.Zero, d1 = Vector512<float>.Zero;
        Vector512<float> e0 = Vector512<float>.Zero, e1 = Vector512<float>.Zero, f0 = Vector512<float>.Zero, f1 = Vector512<float>.Zero, g0 = Vector512<float>.Zero, g1 = Vector512<float>.Zero, h0 = Vector512<float>.Zero, h1 = Vector512<float>.Zero;
        for (var k = 0; k < depth; k++)
        {
            var right0 = Vector512.Load(right);
            var right1 = Vector512.Load(right + 16);
            var factor = Vector512.Create(left[0]);
            a0 = Avx512F.FusedMultiplyAdd(factor, right0, a0);
            a1 = Avx512F.FusedMultiplyAdd(factor, right1, a1);
            factor = Vector512.Create(left[1]);
            b0 = Avx512F.FusedMultiplyAdd(factor, right0, b0);
            b1 = Avx512F.FusedMultiplyAdd(factor, right1, b1);
            factor = Vector512.Create(left[2]);
            c0 = Avx512F.FusedMultiplyAdd(factor, right0, c0);
            c1 = Avx512F.FusedMultiplyAdd(factor, right1, c1);
            factor = Vector512.Create(left[3]);
            d0 = Avx512F.FusedMultiplyAdd(factor, right0, d0);
            d1 = Avx512F.FusedMultiplyAdd(factor, right1, d1);
            factor = Vector512.Create(left[4]);
            e0 = Avx512F.FusedMultiplyAdd(factor, right0, e0);
            e1 = Avx512F.FusedMultiplyAdd(factor, right1, e1);
            factor = Vector512.Create(left[5]);
            f0 = Avx512F.FusedMultiplyAdd(factor, right0, f0);
            f1 = Avx512F.FusedMultiplyAdd(factor, right1, f1);
            factor = Vector512.Create(left[6]);
            g0 = Avx512F.FusedMultiplyAdd(factor, right0, g0);
            g1 = Avx512F.FusedMultiplyAdd(factor, right1, g1);
            factor = Vector512.Create(left[7]);
            h0 = Avx512F.FusedMultiplyAdd(factor, right0, h0);
            h1 = Avx512F.FusedMultiplyAdd(factor, right1, h1);
            left += 8;
            right += rightStride;
        }

        Put(a0, a1, tile, adds);
        Put(b0, b1, tile + tileStride, adds);
        Put(c0, c1, tile + (2 * tileStride), adds);
        Put(d0, d1, tile + (3 * tileStride), adds);
        Put(e0, e1, tile + (4 * tileStride), adds);
        Put(f0, f1, tile + (5 * tileStride), adds);
        Put(g0, g1, tile + (6 * tileStride), adds);
        Put(h0, h1, tile + (7 * tileStride), adds);
    }

    [MethodImpl(Compiled.AsKernel)]
    private static void RunFour(int depth, float* left, float* right, long rightStride, float* tile, long tileStride, bool adds)
    {
        Vector512<float> a0 = Vector512<float>.Zero, a1 = Vector512<float>.Zero, b0 = Vector512<float>.Zero, b1 = Vector512<float>.Zero, c0 = Vector512<float>.Zero, c1 = Vector512<float>.Zero, d0 = Vector512<float>.Zero, d1 = Vector512<float>.Zero;
        for (var k = 0; k < depth; k++)
        {
            var right0 = Vector512.Load(right);
            var right1 = Vector512.Load(right + 16);
            var factor = Vector512.Create(left[0]);
            a0 = Avx512F.FusedMultiplyAdd(factor, right0, a0);
            a1 = Avx512F.FusedMultiplyAdd(factor, right1, a1);
            factor = Vector512.Create(left[1]);
            b0 = Avx512F.FusedMultiplyAdd(factor, right0, b0);
            b1 = Avx512F.FusedMultiplyAdd(factor, right1, b1);
            factor = Vector512.Create(left[2]);
            c0 = Avx512F.FusedMultiplyAdd(factor, right0, c0);
            c1 = Avx512F.FusedMultiplyAdd(factor, right1, c1);
            factor = Vector512.Create(left[3]);
            d0 = Avx512F.FusedMultiplyAdd(factor, right0, d0);
            d1 = Avx512F.FusedMultiplyAdd(factor, right1, d1);
            left += 4;
            right += rightStride;
        }

        Put(a0, a1, tile, adds);
        Put(b0, b1, tile + tileStride, adds);
        Put(c0, c1, tile + (2 * tileStride), adds);
        Put(d0, d1, tile + (3 * tileStride), adds);
    }
}
