namespace Athanor.Compute.Devices.Cpu.Products;

/// <summary>How a product is parted among threads: a grid of its rows and columns, or of its depth, to be added up afterwards. A function of sizes alone.</summary>
internal readonly record struct ProductPlan(int RowParts, int ColumnParts, int DepthParts)
{
    // What it costs to bring one number into a panel, and to add up one number of a part, in multiplications.
    private const double PackCost = 12;
    private const double SumCost = 24;

    public int Parts => RowParts * ColumnParts * DepthParts;

    public static ProductPlan Of(long rows, long columns, long depth, int tileRows, int tileColumns, int threads, double leastPerThread)
    {
        var useful = (int)Math.Clamp(rows * (double)columns * depth / leastPerThread, 1, threads);
        var best = new ProductPlan(1, 1, 1);
        var least = best.CostOf(rows, columns, depth, tileRows, tileColumns);
        for (var across = 1; across <= useful; across++)
        {
            foreach (var down in (ReadOnlySpan<int>)[useful / across, 1])
            {
                ReadOnlySpan<ProductPlan> plans = [new(across, down, 1), new(down, across, 1), new(1, 1, across)];
                foreach (var plan in plans)
                {
                    if (plan.CostOf(rows, columns, depth, tileRows, tileColumns) is var cost && cost < least) (best, least) = (plan, cost);
                }
            }
        }
        return best;
    }

    private double CostOf(long rows, long columns, long depth, int tileRows, int tileColumns)
    {
        var height = (double)Ceiling(Ceiling(rows, tileRows), RowParts) * tileRows;
        var width = (double)Ceiling(Ceiling(columns, tileColumns), ColumnParts) * tileColumns;
        var length = Ceiling(depth, DepthParts);
        var sum = DepthParts == 1 ? 0 : rows * columns * SumCost;
        return (height * width * length) + ((height + width) * length * PackCost) + sum;
    }

    private static long Ceiling(long value, long divisor) => (value + divisor - 1) / divisor;
}
