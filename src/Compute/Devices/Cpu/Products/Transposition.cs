using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Athanor.Compute.Devices.Cpu.Products;

/// <summary>Copies a matrix the other way round, eight or four rows at a time. The last ones overlap those before, rather than going one by one.</summary>
internal static unsafe class Transposition
{
    private const byte LowHalves = 0b01_00_01_00;
    private const byte HighHalves = 0b11_10_11_10;

    /// <summary>from is [rows, columns], to is [columns, rows], each with its stride from row to row.</summary>
    [MethodImpl(Compiled.AsKernel)]
    public static void Copy(float* from, long fromStride, int rows, int columns, float* to, long toStride)
    {
        if (Avx.IsSupported && rows >= 8 && columns >= 8)
        {
            for (var row = 0; row < rows - 8; row += 8) CopyEight(from + (row * fromStride), fromStride, columns, to + row, toStride);
            CopyEight(from + ((rows - 8) * fromStride), fromStride, columns, to + rows - 8, toStride);
        }
        else if (Sse.IsSupported && rows >= 4 && columns >= 4)
        {
            for (var row = 0; row < rows - 4; row += 4) CopyFour(from + (row * fromStride), fromStride, columns, to + row, toStride);
            CopyFour(from + ((rows - 4) * fromStride), fromStride, columns, to + rows - 4, toStride);
        }
        else
        {
            for (var row = 0; row < rows; row++)
            {
                for (var column = 0; column < columns; column++) to[(column * toStride) + row] = from[(row * fromStride) + column];
            }
        }
    }

    [MethodImpl(Compiled.AsKernel)]
    private static void CopyEight(float* from, long fromStride, int columns, float* to, long toStride)
    {
        for (var column = 0; column < columns - 8; column += 8)
        {
            CopyHalf(from + column, fromStride, to + (column * toStride), toStride);
            CopyHalf(from + column + 4, fromStride, to + ((column + 4) * toStride), toStride);
        }
        CopyHalf(from + columns - 8, fromStride, to + ((columns - 8) * toStride), toStride);
        CopyHalf(from + columns - 4, fromStride, to + ((columns - 4) * toStride), toStride);
    }

    // Eight rows of four: of each vector the halves are two rows, four apart, and each half is transposed for itself.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyHalf(float* from, long fromStride, float* to, long toStride)
    {
        var fourth = from + (4 * fromStride);
        var a = Vector256.Create(Vector128.Load(from), Vector128.Load(fourth));
        var b = Vector256.Create(Vector128.Load(from + fromStride), Vector128.Load(fourth + fromStride));
        var c = Vector256.Create(Vector128.Load(from + (2 * fromStride)), Vector128.Load(fourth + (2 * fromStride)));
        var d = Vector256.Create(Vector128.Load(from + (3 * fromStride)), Vector128.Load(fourth + (3 * fromStride)));
        var (lowAb, highAb, lowCd, highCd) = (Avx.UnpackLow(a, b), Avx.UnpackHigh(a, b), Avx.UnpackLow(c, d), Avx.UnpackHigh(c, d));
        Avx.Shuffle(lowAb, lowCd, LowHalves).Store(to);
        Avx.Shuffle(lowAb, lowCd, HighHalves).Store(to + toStride);
        Avx.Shuffle(highAb, highCd, LowHalves).Store(to + (2 * toStride));
        Avx.Shuffle(highAb, highCd, HighHalves).Store(to + (3 * toStride));
    }

    [MethodImpl(Compiled.AsKernel)]
    private static void CopyFour(float* from, long fromStride, int columns, float* to, long toStride)
    {
        for (var column = 0; column < columns - 4; column += 4) CopyQuarter(from + column, fromStride, to + (column * toStride), toStride);
        CopyQuarter(from + columns - 4, fromStride, to + ((columns - 4) * toStride), toStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyQuarter(float* from, long fromStride, float* to, long toStride)
    {
        var (a, b, c, d) = (Vector128.Load(from), Vector128.Load(from + fromStride), Vector128.Load(from + (2 * fromStride)), Vector128.Load(from + (3 * fromStride)));
        var (lowAb, highAb, lowCd, highCd) = (Sse.UnpackLow(a, b), Sse.UnpackHigh(a, b), Sse.UnpackLow(c, d), Sse.UnpackHigh(c, d));
        Sse.MoveLowToHigh(lowAb, lowCd).Store(to);
        Sse.MoveHighToLow(lowCd, lowAb).Store(to + toStride);
        Sse.MoveLowToHigh(highAb, highCd).Store(to + (2 * toStride));
        Sse.MoveHighToLow(highCd, highAb).Store(to + (3 * toStride));
    }
}
