using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Athanor.Compute.Devices.Cpu.Threads;

namespace Athanor.Compute.Devices.Cpu.Products;

/// <summary>product = left · right by blocks and tiles. Each part packs for itself what it needs, so that no thread ever waits for another.</summary>
internal readonly unsafe struct Product<TKernel, TLeft, TRight> : IWork where TKernel : unmanaged, IMicroKernel where TLeft : unmanaged, IPanelSource where TRight : unmanaged, IPanelSource
{
    public required TLeft Left { get; init; }

    public required TRight Right { get; init; }

    public required ProductSize Size { get; init; }

    public required float* Target { get; init; }

    public required long TargetStride { get; init; }

    public required bool Adds { get; init; }

    public required ProductPlan Plan { get; init; }

    /// <summary>Of each part: a block of the left factor, panels of the right one, and where the depth is parted, sums of its own.</summary>
    public required float* Workspace { get; init; }

    public required long WorkspaceStride { get; init; }

    public static long WorkspaceOf(ProductSize size, ProductPlan plan)
    {
        var columns = Math.Min(size.Columns + TKernel.Columns, ProductBlocks.Columns + TKernel.Columns);
        var depth = Math.Min(size.Depth, ProductBlocks.Depth) + 1;
        return LeftNumbers + (columns * depth) + (plan.DepthParts == 1 ? 0 : size.Rows * size.Columns) + Slack;
    }

    private const int DepthsTogether = 8;

    // Vectors are stored whole, over what comes next.
    private const int Slack = 64;

    private static long LeftNumbers => ProductBlocks.LeftNumbers + (ProductBlocks.Depth * TKernel.Rows) + Slack;

    public void Run(int part, int parts)
    {
        var rows = Share.Of(Size.Rows, part % Plan.RowParts, Plan.RowParts, TKernel.Rows);
        var columns = Share.Of(Size.Columns, part / Plan.RowParts % Plan.ColumnParts, Plan.ColumnParts, TKernel.Columns);
        var depth = Share.Of(Size.Depth, part / Plan.RowParts / Plan.ColumnParts, Plan.DepthParts);
        if (rows.Length == 0 || columns.Length == 0) return;
        var workspace = Workspace + (part * WorkspaceStride);
        if (Plan.DepthParts == 1) Compute(rows, columns, depth, Target, TargetStride, Adds, workspace);
        else ComputePart(part, rows, columns, depth, workspace);
    }

    /// <summary>Where a part of the depth leaves its sums: [rows, columns].</summary>
    public static float* SumsOf(float* workspace) => workspace + LeftNumbers;

    private void ComputePart(int part, Share rows, Share columns, Share depth, float* workspace)
    {
        var sums = SumsOf(workspace);
        if (depth.Length == 0) new Span<float>(sums, (int)(rows.Length * columns.Length)).Clear();
        else Compute(rows, columns, depth, sums, Size.Columns, adds: false, workspace);
    }

    [MethodImpl(Compiled.AsKernel)]
    private void Compute(Share rows, Share columns, Share depth, float* target, long targetStride, bool adds, float* workspace)
    {
        var left = workspace;
        var right = workspace + LeftNumbers + (Plan.DepthParts == 1 ? 0 : Size.Rows * Size.Columns);
        var blockDepth = ProductBlocks.Even(depth.Length, ProductBlocks.Depth, 1);
        var blockRows = ProductBlocks.Even(rows.Length, Math.Max(TKernel.Rows, ProductBlocks.LeftNumbers / blockDepth), TKernel.Rows);
        var blockColumns = ProductBlocks.Even(columns.Length, ProductBlocks.Columns, TKernel.Columns);
        for (var column = columns.Begin; column < columns.End; column += blockColumns)
        {
            var width = (int)Math.Min(blockColumns, columns.End - column);
            for (var k = depth.Begin; k < depth.End; k += blockDepth)
            {
                var length = (int)Math.Min(blockDepth, depth.End - k);
                var isPacked = PackRight(rows.Length, column, width, k, length, right);
                for (var row = rows.Begin; row < rows.End; row += blockRows)
                {
                    var height = (int)Math.Min(blockRows, rows.End - row);
                    PackLeft(row, height, k, length, left);
                    for (var panel = 0; panel < width; panel += TKernel.Columns)
                    {
                        var lanes = Math.Min(TKernel.Columns, width - panel);
                        var stride = (long)TKernel.Columns;
                        var from = isPacked || lanes < TKernel.Columns ? right + ((long)panel * length) : Right.At(column + panel, k, out stride);
                        Tiles(left, height, from, stride, lanes, length, target + (row * targetStride) + column + panel, targetStride, adds || k > depth.Begin);
                    }
                }
            }
        }
    }

    // Where few rows make use of a panel it does not pay to copy it, except for the last one, which would be read beyond its end.
    private bool PackRight(long rows, long column, int width, long k, int length, float* right)
    {
        var liesTogether = Right.At(column, k, out _) is not null;
        var stays = rows <= 3 * TKernel.Rows && liesTogether;
        var begin = stays ? width / TKernel.Columns * TKernel.Columns : 0;
        var step = StepOf(liesTogether, length);
        for (var depth = 0; depth < length; depth += step)
        {
            var depths = Math.Min(step, length - depth);
            for (var panel = begin; panel < width; panel += TKernel.Columns)
            {
                Right.Pack(column + panel, Math.Min(TKernel.Columns, width - panel), TKernel.Columns, k + depth, depths, right + ((long)panel * length) + ((long)depth * TKernel.Columns));
            }
        }
        return !stays;
    }

    private void PackLeft(long row, int height, long k, int length, float* left)
    {
        var step = StepOf(Left.At(row, k, out _) is not null, length);
        for (var depth = 0; depth < length; depth += step)
        {
            for (var panel = 0; panel < height; panel += TKernel.Rows)
            {
                var rows = Math.Min(TKernel.Rows, height - panel);
                Left.Pack(row + panel, rows, TKernel.HeightOf(rows), k + depth, Math.Min(step, length - depth), left + ((long)panel * length) + ((long)depth * TKernel.HeightOf(rows)));
            }
        }
    }

    // A few depths at a time, panel by panel, where lanes lie side by side: so memory is read from front to back, and not a few lanes here and there.
    private static int StepOf(bool liesTogether, int length) => liesTogether ? DepthsTogether : length;

    [MethodImpl(Compiled.AsKernel)]
    private static void Tiles(float* left, int height, float* right, long rightStride, int lanes, int length, float* target, long targetStride, bool adds)
    {
        for (var row = 0; row < height; row += TKernel.Rows)
        {
            var (from, to) = ((long)row * length, row * targetStride);
            var rows = Math.Min(TKernel.Rows, height - row);
            if (rows == TKernel.HeightOf(rows) && lanes == TKernel.Columns) Tile(rows, left + from, right, rightStride, length, target + to, targetStride, adds);
            else Edge(left + from, rows, right, rightStride, lanes, length, target + to, targetStride, adds);
        }
    }

    private static void AddRow(float* tile, float* target, int lanes)
    {
        var lane = 0;
        for (; lane + 8 <= lanes; lane += 8) (Vector256.Load(tile + lane) + Vector256.Load(target + lane)).Store(tile + lane);
        for (; lane < lanes; lane++) tile[lane] += target[lane];
    }

    // What the tile goes to is on its way into the cache while it is computed.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tile(int rows, float* left, float* right, long rightStride, int length, float* target, long targetStride, bool adds)
    {
        for (var row = 0; row < rows && Sse.IsSupported; row++)
        {
            Sse.Prefetch0(target + (row * targetStride));
            Sse.Prefetch0(target + (row * targetStride) + TKernel.Columns - 1);
        }
        TKernel.Run(rows, length, left, right, rightStride, target, targetStride, adds);
    }

    // A whole tile aside, of which the part that is there is taken.
    [SkipLocalsInit]
    private static void Edge(float* left, int height, float* right, long rightStride, int lanes, int length, float* target, long targetStride, bool adds)
    {
        var tile = stackalloc float[TKernel.Rows * TKernel.Columns];
        TKernel.Run(TKernel.HeightOf(height), length, left, right, rightStride, tile, TKernel.Columns, adds: false);
        for (var row = 0; row < height; row++, tile += TKernel.Columns, target += targetStride)
        {
            if (adds) AddRow(tile, target, lanes);
            LanesTogether.Copy(tile, target, lanes);
        }
    }
}
