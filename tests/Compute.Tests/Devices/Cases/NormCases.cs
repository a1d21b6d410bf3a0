using Athanor.Compute.Devices.Reference;

namespace Athanor.Compute.Tests.Devices.Cases;

internal static class NormCases
{
    private const float Epsilon = 1e-5f;
    private static readonly (int Rows, int Columns)[] Sizes = [(1, 1), (1, 2), (3, 5), (33, 67), (70, 256), (5, 1025)];
    private static readonly (int Batch, int Height, int Width, int Channels, int Groups)[] Images = [(1, 1, 1, 2, 1), (2, 3, 5, 6, 3), (3, 4, 4, 32, 8), (2, 7, 5, 48, 1), (1, 9, 9, 64, 32), (2, 5, 3, 33, 3)];

    public static IEnumerable<KernelCase> All => [.. Sizes.SelectMany(size => Rows(size.Rows, size.Columns)), .. Images.SelectMany(Groups)];

    private static IEnumerable<KernelCase> Rows(int rows, int columns) =>
    [
        new($"LayerNorm ({rows}, {columns})", arena =>
        {
            var (input, weight, bias) = (arena.Input(rows, columns), arena.Input(columns), arena.Input(columns));
            var (output, statistics) = (arena.Result(rows, columns), arena.Result(rows, 2));
            return device => device.LayerNorm(input, weight, bias, output, statistics, Epsilon);
        }, Tolerance: 3e-5),
        new($"LayerNormBackward ({rows}, {columns})", arena =>
        {
            var (input, weight, bias, output, statistics) = (arena.Input(rows, columns), arena.Input(columns), arena.Input(columns), arena.Input(rows, columns), arena.Input(rows, 2));
            using var reference = new ReferenceDevice();
            reference.LayerNorm(input, weight, bias, output, statistics, Epsilon);
            var (gradient, inputGradient, weightGradient, biasGradient) = (arena.Input(rows, columns), arena.Result(rows, columns), arena.Result(columns), arena.Result(columns));
            return device => device.LayerNormBackward(input, weight, statistics, gradient, inputGradient, weightGradient, biasGradient);
        }, Tolerance: 3e-5),
        new($"RmsNorm ({rows}, {columns})", arena =>
        {
            var (input, weight, output, statistics) = (arena.Input(rows, columns), arena.Input(columns), arena.Result(rows, columns), arena.Result(rows));
            return device => device.RmsNorm(input, weight, output, statistics, Epsilon);
        }),
        new($"RmsNormBackward ({rows}, {columns})", arena =>
        {
            var (input, weight, output, statistics) = (arena.Input(rows, columns), arena.Input(columns), arena.Input(rows, columns), arena.Input(rows));
            using var reference = new ReferenceDevice();
            reference.RmsNorm(input, weight, output, statistics, Epsilon);
            var (gradient, inputGradient, weightGradient) = (arena.Input(rows, columns), arena.Result(rows, columns), arena.Result(columns));
            return device => device.RmsNormBackward(input, weight, statistics, gradient, inputGradient, weightGradient);
        }, Tolerance: 3e-5),
    ];

    private static IEnumerable<KernelCase> Groups((int Batch, int Height, int Width, int Channels, int Groups) image)
    {
        var (batch, height, width, channels, groups) = image;
        return
        [
            new($"GroupNorm {image}", arena =>
            {
                var (input, weight, bias) = (arena.Input(batch, height, width, channels), arena.Input(channels), arena.Input(channels));
                var (output, statistics) = (arena.Result(input), arena.Result(batch, groups, 2));
                return device => device.GroupNorm(input, weight, bias, output, statistics, groups, Epsilon);
            }, Tolerance: 3e-5),
            new($"GroupNormBackward {image}", arena =>
            {
                var (input, weight, bias, statistics) = (arena.Input(batch, height, width, channels), arena.Input(channels), arena.Input(channels), arena.Input(batch, groups, 2));
                using var reference = new ReferenceDevice();
                reference.GroupNorm(input, weight, bias, arena.Input(input.Shape.Sizes), statistics, groups, Epsilon);
                var (gradient, inputGradient, weightGradient, biasGradient) = (arena.Input(input.Shape.Sizes), arena.Result(input), arena.Result(channels), arena.Result(channels));
                return device => device.GroupNormBackward(input, weight, statistics, gradient, inputGradient, weightGradient, biasGradient, groups);
            }, Tolerance: 3e-5),
        ];
    }
}
