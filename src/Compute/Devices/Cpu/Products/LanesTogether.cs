using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Athanor.Compute.Devices.Cpu.Products;

/// <summary>A factor whose lanes lie side by side, its depths a stride apart: a plain right factor, or a transposed left one.</summary>
internal readonly unsafe struct LanesTogether(float* elements, long stride) : IPanelSource
{
    // Depths from one that is copied to one that is fetched into the cache, and numbers of a line of it.
    private const int Ahead = 8;
    private const int Line = 16;

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
            Fetch(from + (Ahead * stride), count, panel + (Ahead * width));
            Copy(from, panel, count);
            for (var lane = count; lane < width; lane++) panel[lane] = 0;
        }
    }

    // Rows lie too far apart for the processor to guess where it goes on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fetch(float* from, int count, float* panel)
    {
        if (!Sse.IsSupported) return;
        for (var lane = 0; lane < count; lane += Line) Sse.Prefetch0(from + lane);
        Sse.Prefetch0(from + count - 1);
        Sse.Prefetch0(panel);
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
