namespace Athanor.Compute.Devices.Cpu.Products;

/// <summary>The innermost piece of a product: a tile that stays in registers while the depth goes by.</summary>
internal unsafe interface IMicroKernel
{
    /// <summary>Of a tile.</summary>
    static abstract int Rows { get; }

    static abstract int Columns { get; }

    /// <summary>Of the tile that takes so many rows, at most <see cref="Rows"/>.</summary>
    static abstract int HeightOf(int rows);

    /// <summary>
    /// tile += left · right, or = where it does not add. left is [depth, height], right [depth, Columns] with <paramref name="rightStride"/> from one depth to the next,
    /// tile [height, Columns] with <paramref name="tileStride"/> from row to row.
    /// </summary>
    static abstract void Run(int height, int depth, float* left, float* right, long rightStride, float* tile, long tileStride, bool adds);
}
