using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Athanor.Compute.Devices.Cpu.Products;

/// <summary>A factor whose lanes lie side by side, its depths a stride apart: a plain right factor, or a transposed left one.</summary>
internal readonly unsafe struct LanesTogether(float* elements, long stride) : IPanelSource
{
    public float* At(long first, long depth, out long stride1)
    {
        stride1 = stride;
        return elements + (depth * stride) + first;
    }

    [MethodImpl(Compiled.AsKernel)]
    public void Pack(long first, int count, int width, long depth, int depths, float* panel)
    {
        var from = elements + (depth * stride) + first;
        for (var k = 0; k < depths; k++, from += stride, panel += width)
        {
            Copy(from, panel, count);
            for (var lane = count; lane < width; lane++) panel[lane] = 0;
        }
    }

    // The last vector overlaps the one before, rather than being cut.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(float* from, float* to, int count)
    {
        if (count >= 8)
        {
            for (var i = 0; i < count - 8; i += 8) Vector256.Load(from + i).Store(to + i);
            Vector256.Load(from + count - 8).Store(to + count - 8);
        }
        else if (count >= 4)
        {
            var last = Vector128.Load(from + count - 4);
            Vector128.Load(from).Store(to);
            last.Store(to + count - 4);
        }
        else
        {
            for (var i = 0; i < count; i++) to[i] = from[i];
        }
    }
}
