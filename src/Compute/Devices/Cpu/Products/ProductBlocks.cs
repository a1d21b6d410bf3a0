namespace Athanor.Compute.Devices.Cpu.Products;

/// <summary>
/// The sizes of blocks, after Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (2008): a block of the left factor
/// stays in the second cache, a panel of the right one passes through the first, and all panels of a block's depth lie in the third.
/// </summary>
internal static class ProductBlocks
{
    public const int Depth = 512;
    public const int LeftNumbers = 96 * 1024;
    public const int Columns = 2048;

    /// <summary>As few blocks as the limit allows, and all of them alike.</summary>
    public static int Even(long length, long limit, int grain)
    {
        var blocks = (length + limit - 1) / limit;
        return (int)((((length + blocks - 1) / blocks) + grain - 1) / grain * grain);
    }
}
