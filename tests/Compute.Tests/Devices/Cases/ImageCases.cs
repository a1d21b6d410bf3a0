using Athanor.Compute.Devices;

namespace Athanor.Compute.Tests.Devices.Cases;

internal static class ImageCases
{
    // An image, filters, a window, and how it moves.
    private static readonly (int Batch, int Height, int Width, int Channels, int Filters, int Rows, int Columns, int Stride, int Padding)[] Windows =
    [
        (1, 1, 1, 1, 1, 1, 1, 1, 0), (2, 5, 7, 3, 4, 3, 3, 1, 1), (1, 8, 8, 3, 33, 3, 3, 2, 1), (3, 6, 5, 16, 17, 1, 1, 1, 0), (1, 9, 11, 5, 6, 5, 3, 2, 2), (2, 4, 4, 8, 8, 3, 3, 1, 2),
        (1, 7, 7, 2, 3, 2, 2, 3, 0), (2, 16, 16, 32, 64, 3, 3, 1, 1), (1, 3, 3, 20, 7, 3, 3, 1, 0), (1, 12, 13, 64, 40, 3, 3, 1, 1), (1, 2, 2, 4, 4, 7, 7, 2, 3), (2, 9, 9, 16, 32, 1, 1, 2, 0),
    ];

    private static readonly (int Batch, int Height, int Width, int Channels, int Size, int Stride)[] Pools = [(1, 1, 1, 1, 1, 1), (2, 4, 6, 3, 2, 2), (1, 7, 5, 19, 3, 2), (3, 6, 6, 33, 2, 1), (2, 8, 8, 64, 2, 2)];

    public static IEnumerable<KernelCase> All => [.. Windows.SelectMany(window => Convolutions(window)), .. Pools.SelectMany(pool => PoolCases(pool))];

    private static IEnumerable<KernelCase> Convolutions((int Batch, int Height, int Width, int Channels, int Filters, int Rows, int Columns, int Stride, int Padding) window)
    {
        var (batch, height, width, channels, filters, rows, columns, stride, padding) = window;
        var convolution = new Convolution(stride, padding);
        int[] output = [batch, convolution.SizeOf(height, rows), convolution.SizeOf(width, columns), filters];
        return
        [
            new($"Convolve {window}", arena =>
            {
                var (input, weight, result) = (arena.Input(batch, height, width, channels), arena.Input(filters, rows, columns, channels), arena.Result(output));
                return device => device.Convolve(input, weight, result, convolution);
            }),
            new($"ConvolveBackward {window}", arena =>
            {
                var (input, weight, gradient) = (arena.Input(batch, height, width, channels), arena.Input(filters, rows, columns, channels), arena.Input(output));
                var (inputGradient, weightGradient) = (arena.Result(input), arena.Result(weight));
                return device => device.ConvolveBackward(input, weight, gradient, inputGradient, weightGradient, convolution);
            }),
            new($"ConvolveBackward {window}, to the weight alone", arena =>
            {
                var (input, weight, gradient, weightGradient) = (arena.Input(batch, height, width, channels), arena.Input(filters, rows, columns, channels), arena.Input(output), arena.Result(filters, rows, columns, channels));
                return device => device.ConvolveBackward(input, weight, gradient, inputGradient: null, weightGradient, convolution);
            }),
        ];
    }

    private static IEnumerable<KernelCase> PoolCases((int Batch, int Height, int Width, int Channels, int Size, int Stride) pool)
    {
        var (batch, height, width, channels, size, stride) = pool;
        var window = new Convolution(stride, Padding: 0);
        int[] output = [batch, window.SizeOf(height, size), window.SizeOf(width, size), channels];
        var length = output.Aggregate((product, next) => product * next);
        return
        [
            new($"MaxPool {pool}", arena =>
            {
                var (input, result, where) = (arena.Input(batch, height, width, channels), arena.Result(output), arena.PlaceResult(length));
                return device => device.MaxPool(input, result, where, size, stride);
            }),
            new($"MaxPoolBackward {pool}", arena =>
            {
                var (gradient, where, result) = (arena.Input(output), arena.Choices(length, height * width), arena.Result(batch, height, width, channels));
                return device => device.MaxPoolBackward(gradient, where, result);
            }),
            new($"MeanPool {pool}", arena =>
            {
                var (input, result) = (arena.Input(batch, height, width, channels), arena.Result(batch, channels));
                return device => device.MeanPool(input, result);
            }),
            new($"MeanPoolBackward {pool}", arena =>
            {
                var (gradient, result) = (arena.Input(batch, channels), arena.Result(batch, height, width, channels));
                return device => device.MeanPoolBackward(gradient, result);
            }),
        ];
    }
}
