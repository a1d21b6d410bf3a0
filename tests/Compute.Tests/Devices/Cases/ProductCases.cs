using Athanor.Compute.Devices;

namespace Athanor.Compute.Tests.Devices.Cases;

internal static class ProductCases
{
    // Rows, columns, depth: single ones, odd ones, such as fall between blocks, long in one direction each.
    private static readonly (int Rows, int Columns, int Depth)[] Sizes =
    [
        (1, 1, 1), (1, 37, 5), (37, 1, 5), (5, 3, 1), (7, 9, 11), (8, 32, 64), (13, 49, 300), (33, 100, 70), (129, 65, 33), (1, 200, 513), (3, 515, 130), (300, 5, 40), (100, 130, 600),
    ];

    public static IEnumerable<KernelCase> All =>
        from size in Sizes
        from form in (IEnumerable<(bool Left, bool Right, bool Adds)>)[(false, false, false), (true, false, false), (false, true, true), (true, true, true), (false, false, true)]
        let name = $"Multiply {size}{(form.Left ? ", left transposed" : "")}{(form.Right ? ", right transposed" : "")}{(form.Adds ? ", added" : "")}"
        select new KernelCase(name, arena => Multiply(arena, size.Rows, size.Columns, size.Depth, form.Left, form.Right, form.Adds));

    private static Action<IDevice> Multiply(Arena arena, int rows, int columns, int depth, bool leftTransposed, bool rightTransposed, bool adds)
    {
        var left = leftTransposed ? Matrix.Transposed(arena.Input(depth, rows)) : arena.Input(rows, depth);
        var right = rightTransposed ? Matrix.Transposed(arena.Input(columns, depth)) : arena.Input(depth, columns);
        var product = arena.Result(rows, columns);
        return device => device.Multiply(left, right, product, adds);
    }
}
