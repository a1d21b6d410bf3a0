using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Athanor.Compute.Devices.Cpu.Products;

/// <summary>14 × 32: 28 of the 32 registers of AVX-512 hold the tile, two the factors of the right, one that of the left.</summary>
internal readonly unsafe partial struct MicroKernel512 : IMicroKernel
{
    public static int Rows => 14;

    public static int Columns => 32;

    public static int HeightOf(int rows) => rows switch { <= 4 => 4, <= 8 => 8, _ => Rows };

    public static void Run(int height, int depth, float* left, float* right, long rightStride, float* tile, long tileStride, bool adds)
    {
        switch (height)
        {
            case 4: RunFour(depth, left, right, rightStride, tile, tileStride, adds); break;
            case 8: RunEight(depth, left, right, rightStride, tile, tileStride, adds); break;
            default: RunAll(depth, left, right, rightStride, tile, tileStride, adds); break;
        }
    }

    [MethodImpl(Compiled.AsKernel)]
    private static void RunAll(int depth, float* left, float* right, long rightStride, float* tile, long tileStride, bool adds)
    {
        // A letter is a row of the tile, 0 and 1 are its halves.
        Vector512<float> a0 = Vector512<float>.Zero, a1 = Vector512<float>.Zero, b0 = Vector512<float>.Zero, b1 = Vector512<float>.Zero, c0 = Vector512<float>.Zero, c1 = Vector512<float>.Zero, d0 = Vector512<float>.Zero, d1 = Vector512<float>.Zero;
        Vector512<float> e0 = Vector512<float>.Zero, e1 = Vector512<float>.Zero, f0 = Vector512<float>.Zero, f1 = Vector512<float>.Zero, g0 = Vector512<float>.Zero, g1 = Vector512<float>.Zero, h0 = Vector512<float>.Zero, h1 = Vector512<float>.Zero;
        Vector512<float> i0 = Vector512<float>.Zero, i1 = Vector512<float>.Zero, j0 = Vector512<float>.Zero, j1 = Vector512<float>.Zero, k0 = Vector512<float>.Zero, k1 = Vector512<float>.Zero, l0 = Vector512<float>.Zero, l1 = Vector512<float>.Zero;
        Vector512<float> m0 = Vector512<float>.Zero, m1 = Vector512<float>.Zero, n0 = Vector512<float>.Zero, n1 = Vector512<float>.Zero;
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
            factor = Vector512.Create(left[8]);
            i0 = Avx512F.FusedMultiplyAdd(factor, right0, i0);
            i1 = Avx512F.FusedMultiplyAdd(factor, right1, i1);
            factor = Vector512.Create(left[9]);
            j0 = Avx512F.FusedMultiplyAdd(factor, right0, j0);
            j1 = Avx512F.FusedMultiplyAdd(factor, right1, j1);
            factor = Vector512.Create(left[10]);
            k0 = Avx512F.FusedMultiplyAdd(factor, right0, k0);
            k1 = Avx512F.FusedMultiplyAdd(factor, right1, k1);
            factor = Vector512.Create(left[11]);
            l0 = Avx512F.FusedMultiplyAdd(factor, right0, l0);
            l1 = Avx512F.FusedMultiplyAdd(factor, right1, l1);
            factor = Vector512.Create(left[12]);
            m0 = Avx512F.FusedMultiplyAdd(factor, right0, m0);
            m1 = Avx512F.FusedMultiplyAdd(factor, right1, m1);
            factor = Vector512.Create(left[13]);
            n0 = Avx512F.FusedMultiplyAdd(factor, right0, n0);
            n1 = Avx512F.FusedMultiplyAdd(factor, right1, n1);
            left += 14;
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
        Put(i0, i1, tile + (8 * tileStride), adds);
        Put(j0, j1, tile + (9 * tileStride), adds);
        Put(k0, k1, tile + (10 * tileStride), adds);
        Put(l0, l1, tile + (11 * tileStride), adds);
        Put(m0, m1, tile + (12 * tileStride), adds);
        Put(n0, n1, tile + (13 * tileStride), adds);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(Vector512<float> left, Vector512<float> right, float* to, bool adds)
    {
        if (adds)
        {
            left += Vector512.Load(to);
            right += Vector512.Load(to + 16);
        }
        left.Store(to);
        right.Store(to + 16);
    }
}
