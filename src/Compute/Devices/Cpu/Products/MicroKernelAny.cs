using System.Numerics;
using System.Runtime.CompilerServices;

namespace Athanor.Compute.Devices.Cpu.Products;

/// <summary>4 rows of two vectors of whatever width the runtime gives them.</summary>
internal readonly unsafe struct MicroKernelAny : IMicroKernel
{
    public static int Rows => 4;

    public static int Columns => 2 * Vector<float>.Count;

    public static int HeightOf(int rows) => Rows;

    [MethodImpl(Compiled.AsKernel)]
    public static void Run(int height, int depth, float* left, float* right, long rightStride, float* tile, long tileStride, bool adds)
    {
        // A letter is a row of the tile, 0 and 1 are its halves.
        Vector<float> a0 = Vector<float>.Zero, a1 = Vector<float>.Zero, b0 = Vector<float>.Zero, b1 = Vector<float>.Zero;
        Vector<float> c0 = Vector<float>.Zero, c1 = Vector<float>.Zero, d0 = Vector<float>.Zero, d1 = Vector<float>.Zero;
        for (var k = 0; k < depth; k++)
        {
            var right0 = Vector.Load(right);
            var right1 = Vector.Load(right + Vector<float>.Count);
            var factor = new Vector<float>(left[0]);
            a0 = (factor * right0) + a0;
            a1 = (factor * right1) + a1;
            factor = new Vector<float>(left[1]);
            b0 = (factor * right0) + b0;
            b1 = (factor * right1) + b1;
            factor = new Vector<float>(left[2]);
            c0 = (factor * right0) + c0;
            c1 = (factor * right1) + c1;
            factor = new Vector<float>(left[3]);
            d0 = (factor * right0) + d0;
            d1 = (factor * right1) + d1;
            left += 4;
            right += rightStride;
        }

        Put(a0, a1, tile, adds);
        Put(b0, b1, tile + tileStride, adds);
        Put(c0, c1, tile + (2 * tileStride), adds);
        Put(d0, d1, tile + (3 * tileStride), adds);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(Vector<float> left, Vector<float> right, float* to, bool adds)
    {
        if (adds)
        {
            left += Vector.Load(to);
            right += Vector.Load(to + Vector<float>.Count);
        }
        left.Store(to);
        right.Store(to + Vector<float>.Count);
    }
}
