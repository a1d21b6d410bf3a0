using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Athanor.Compute.Devices.Cpu.Products;

/// <summary>Copies a matrix the other way round, four rows at a time.</summary>
internal static unsafe class Transposition
{
    private const int Side = 4;
    private const byte LowHalves = 0b01_00_01_00;
    private const byte HighHalves = 0b11_10_11_10;

    /// <summary>from is [rows, columns], to is [columns, rows], each with its stride from row to row.</summary>
    [MethodImpl(Compiled.AsKernel)]
    public static void Copy(float* from, long fromStride, int rows, int columns, float* to, long toStride)
    {
        var row = 0;
        if (Sse.IsSupported && rows >= Side)
        {
            for (; row + Side <= rows; row += Side) CopyFour(from + (row * fromStride), fromStride, columns, to + row, toStride);
            // The last four overlap the ones before, rather than going one by one.
            if (row < rows) CopyFour(from + ((rows - Side) * fromStride), fromStride, columns, to + rows - Side, toStride);
            return;
        }
        for (; row < rows; row++)
        {
            for (var k = 0; k < columns; k++) to[(k * toStride) + row] = from[(row * fromStride) + k];
        }
    }

    [MethodImpl(Compiled.AsKernel)]
    private static void CopyFour(float* from, long stride, int columns, float* to, long toStride)
    {
        var (second, third, fourth) = (stride, 2 * stride, 3 * stride);
        var k = 0;
        for (; Avx.IsSupported && k + (2 * Side) <= columns; k += 2 * Side)
        {
            var (a, b, c, d) = (Vector256.Load(from + k), Vector256.Load(from + second + k), Vector256.Load(from + third + k), Vector256.Load(from + fourth + k));
            var (lowAb, highAb, lowCd, highCd) = (Avx.UnpackLow(a, b), Avx.UnpackHigh(a, b), Avx.UnpackLow(c, d), Avx.UnpackHigh(c, d));
            PutTwo(Avx.Shuffle(lowAb, lowCd, LowHalves), to, toStride);
            PutTwo(Avx.Shuffle(lowAb, lowCd, HighHalves), to + toStride, toStride);
            PutTwo(Avx.Shuffle(highAb, highCd, LowHalves), to + (2 * toStride), toStride);
            PutTwo(Avx.Shuffle(highAb, highCd, HighHalves), to + (3 * toStride), toStride);
            to += 2 * Side * toStride;
        }
        for (; k + Side <= columns; k += Side)
        {
            var (a, b, c, d) = (Vector128.Load(from + k), Vector128.Load(from + second + k), Vector128.Load(from + third + k), Vector128.Load(from + fourth + k));
            var (lowAb, highAb, lowCd, highCd) = (Sse.UnpackLow(a, b), Sse.UnpackHigh(a, b), Sse.UnpackLow(c, d), Sse.UnpackHigh(c, d));
            Sse.MoveLowToHigh(lowAb, lowCd).Store(to);
            Sse.MoveHighToLow(lowCd, lowAb).Store(to + toStride);
            Sse.MoveLowToHigh(highAb, highCd).Store(to + (2 * toStride));
            Sse.MoveHighToLow(highCd, highAb).Store(to + (3 * toStride));
            to += Side * toStride;
        }
        for (; k < columns; k++, to += toStride)
        {
            (to[0], to[1], to[2], to[3]) = (from[k], from[second + k], from[third + k], from[fourth + k]);
        }
    }

    // A vector holds one column, and the one four on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PutTwo(Vector256<float> column, float* to, long toStride)
    {
        column.GetLower().Store(to);
        column.GetUpper().Store(to + (Side * toStride));
    }
}
