using System.Runtime.CompilerServices;
using Athanor.Compute.Devices.Cpu.Products;

namespace Athanor.Compute.Devices.Cpu.Sequences;

/// <summary>Factors of the products of attention: packed whole, once for all products they are part of, and filled up with zeros, so that each tile is a whole one.</summary>
internal static unsafe class HeadPanels<TKernel> where TKernel : unmanaged, IMicroKernel
{
    /// <summary>So many lanes in whole tiles of a left factor.</summary>
    public static int InTiles(int lanes) => (lanes + TKernel.Rows - 1) / TKernel.Rows * TKernel.Rows;

    /// <summary>So many lanes in whole panels of a right factor.</summary>
    public static int InPanels(int lanes) => (lanes + TKernel.Columns - 1) / TKernel.Columns * TKernel.Columns;

    /// <summary>A left factor: tiles of [depths, height], the one of lane i at i · depths.</summary>
    public static void PackTiles<TSource>(TSource source, int lanes, int depths, float* to) where TSource : unmanaged, IPanelSource
    {
        for (var lane = 0; lane < lanes; lane += TKernel.Rows)
        {
            var rows = Math.Min(TKernel.Rows, lanes - lane);
            source.Pack(lane, rows, TKernel.HeightOf(rows), 0, depths, to + ((long)lane * depths));
        }
    }

    /// <summary>A right factor: panels of [depths, Columns], the one of lane i at i · depths.</summary>
    public static void PackPanels<TSource>(TSource source, int lanes, int depths, float* to) where TSource : unmanaged, IPanelSource
    {
        for (var lane = 0; lane < lanes; lane += TKernel.Columns) source.Pack(lane, Math.Min(TKernel.Columns, lanes - lane), TKernel.Columns, 0, depths, to + ((long)lane * depths));
    }

    /// <summary>
    /// target [rows, Columns] = left · right, or added to it, with the depths from <paramref name="first"/> to first + <paramref name="depth"/> of a left factor that was packed with
    /// <paramref name="leftDepths"/>. The rows of the last tile are filled up.
    /// </summary>
    [MethodImpl(Compiled.AsKernel)]
    public static void Multiply(float* left, int rows, long leftDepths, int first, int depth, float* right, long rightStride, float* target, long targetStride, bool adds)
    {
        for (var row = 0; row < rows; row += TKernel.Rows)
        {
            var height = TKernel.HeightOf(Math.Min(TKernel.Rows, rows - row));
            TKernel.Run(height, depth, left + (row * leftDepths) + ((long)first * height), right, rightStride, target + (row * targetStride), targetStride, adds);
        }
    }
}
