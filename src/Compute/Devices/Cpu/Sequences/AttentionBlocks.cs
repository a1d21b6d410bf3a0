using Athanor.Compute.Devices.Cpu.Products;

namespace Athanor.Compute.Devices.Cpu.Sequences;

/// <summary>Products of blocks, within one thread.</summary>
internal static unsafe class AttentionBlocks
{
    /// <summary>Of keys at a time.</summary>
    public const int Keys = 64;

    // Whole tiles of any micro kernel, about as many as keys.
    private const int QueriesAtMost = 64;

    public static int Queries<TKernel>() where TKernel : unmanaged, IMicroKernel => QueriesAtMost / TKernel.Rows * TKernel.Rows;

    /// <summary>Numbers of one thread: scores and their gradients, three numbers of each row, and what a product needs.</summary>
    public static long WorkspaceOf<TKernel>(int width) where TKernel : unmanaged, IMicroKernel =>
        (2 * QueriesAtMost * Keys) + (4 * QueriesAtMost) + Product<TKernel, LanesApart, LanesApart>.WorkspaceOf(new(QueriesAtMost, Math.Max(width, Keys), Math.Max(width, Keys)), new(1, 1, 1));

    public static void Multiply<TKernel, TLeft, TRight>(TLeft left, TRight right, ProductSize size, float* target, long stride, bool adds, float* workspace)
        where TKernel : unmanaged, IMicroKernel where TLeft : unmanaged, IPanelSource where TRight : unmanaged, IPanelSource =>
        new Product<TKernel, TLeft, TRight>
        {
            Left = left,
            Right = right,
            Size = size,
            Target = target,
            TargetStride = stride,
            Adds = adds,
            Plan = new(1, 1, 1),
            Workspace = workspace,
            WorkspaceStride = 0,
        }.Run(0, 1);
}
