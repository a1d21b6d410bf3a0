using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Athanor.Compute.Devices.Cpu.Products;

/// <summary>A factor whose lanes lie a stride apart, each with its depths side by side: a plain left factor, or a transposed right one. To pack it is to transpose it.</summary>
internal readonly unsafe struct LanesApart(float* elements, long stride) : IPanelSource
{
    private const int Side = 4;
    private const byte LowHalves = 0b01_00_01_00;
    private const byte HighHalves = 0b11_10_11_10;

    public float* At(long first, long depth, out long stride)
    {
        stride = 0;
        return null;
    }

    [MethodImpl(Compiled.AsKernel)]
    public void Pack(long first, int count, int width, long depth, int depths, float* panel)
    {
        var from = elements + (first * stride) + depth;
        var lane = 0;
        if (Sse.IsSupported)
        {
            for (; lane + Side <= count; lane += Side) PackFour(from + (lane * stride), width, depths, panel + lane);
            // The last four overlap the ones before, rather than going one by one.
            if (lane < count && count == width && count >= Side) PackFour(from + ((count - Side) * stride), width, depths, panel + count - Side);
            if (count == width && count >= Side) return;
        }
        for (; lane < width; lane++)
        {
            for (var k = 0; k < depths; k++) panel[((long)k * width) + lane] = lane < count ? from[(lane * stride) + k] : 0;
        }
    }

    [MethodImpl(Compiled.AsKernel)]
    private void PackFour(float* from, int width, int depths, float* panel)
    {
        var (second, third, fourth) = (stride, 2 * stride, 3 * stride);
        var k = 0;
        for (; Avx.IsSupported && k + (2 * Side) <= depths; k += 2 * Side)
        {
            var (a, b, c, d) = (Vector256.Load(from + k), Vector256.Load(from + second + k), Vector256.Load(from + third + k), Vector256.Load(from + fourth + k));
            var (lowAb, highAb, lowCd, highCd) = (Avx.UnpackLow(a, b), Avx.UnpackHigh(a, b), Avx.UnpackLow(c, d), Avx.UnpackHigh(c, d));
            PutTwo(Avx.Shuffle(lowAb, lowCd, LowHalves), panel, width);
            PutTwo(Avx.Shuffle(lowAb, lowCd, HighHalves), panel + width, width);
            PutTwo(Avx.Shuffle(highAb, highCd, LowHalves), panel + (2 * width), width);
            PutTwo(Avx.Shuffle(highAb, highCd, HighHalves), panel + (3 * width), width);
            panel += 2 * Side * width;
        }
        for (; k + Side <= depths; k += Side)
        {
            var (a, b, c, d) = (Vector128.Load(from + k), Vector128.Load(from + second + k), Vector128.Load(from + third + k), Vector128.Load(from + fourth + k));
            var (lowAb, highAb, lowCd, highCd) = (Sse.UnpackLow(a, b), Sse.UnpackHigh(a, b), Sse.UnpackLow(c, d), Sse.UnpackHigh(c, d));
            Sse.MoveLowToHigh(lowAb, lowCd).Store(panel);
            Sse.MoveHighToLow(lowCd, lowAb).Store(panel + width);
            Sse.MoveLowToHigh(highAb, highCd).Store(panel + (2 * width));
            Sse.MoveHighToLow(highCd, highAb).Store(panel + (3 * width));
            panel += Side * width;
        }
        for (; k < depths; k++, panel += width)
        {
            (panel[0], panel[1], panel[2], panel[3]) = (from[k], from[second + k], from[third + k], from[fourth + k]);
        }
    }

    // A vector holds one depth, and the one four on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PutTwo(Vector256<float> lanes, float* panel, int width)
    {
        lanes.GetLower().Store(panel);
        lanes.GetUpper().Store(panel + (Side * width));
    }
}
