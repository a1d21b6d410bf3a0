using Athanor.Compute.Devices.Cpu.Lanes;
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

    /// <summary>How many keys are worth a look: for a causal block those up to its end, and a few more that fill a tile.</summary>
    public static int SeenBy<TKernel>(int end, int time, bool isCausal) where TKernel : unmanaged, IMicroKernel =>
        isCausal ? Math.Min((end + TKernel.Columns - 1) / TKernel.Columns * TKernel.Columns, time) : time;

    /// <summary>
    /// Of a row of scores, keys that are not seen become zero, but those that fill up the last vector become <paramref name="rest"/>, so that it may be computed with
    /// as a whole. Answers how many numbers whole vectors have; a row has room for them.
    /// </summary>
    public static int Hide<V>(float* scores, int keys, ref int seen, float rest) where V : unmanaged, ILanes<V>
    {
        seen = Math.Clamp(seen, 0, keys);
        var whole = (seen + V.Count - 1) / V.Count * V.Count;
        for (var key = seen; key < whole; key++) scores[key] = rest;
        for (var key = whole; key < keys; key++) scores[key] = 0;
        return whole;
    }

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
