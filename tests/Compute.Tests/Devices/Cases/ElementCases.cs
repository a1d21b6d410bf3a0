using Athanor.Compute.Devices;

namespace Athanor.Compute.Tests.Devices.Cases;

internal static class ElementCases
{
    private static readonly (int Rows, int Columns)[] Sizes = [(1, 1), (3, 5), (1, 67), (130, 1), (17, 131), (257, 96)];

    public static IEnumerable<KernelCase> All => Sizes.SelectMany(size => Of(size.Rows, size.Columns));

    private static IEnumerable<KernelCase> Of(int rows, int columns) =>
    [
        new($"AddToRows ({rows}, {columns})", arena =>
        {
            var (target, row) = (arena.Result(rows, columns), arena.Input(columns));
            return device => device.AddToRows(target, row);
        }),
        new($"SumRows ({rows}, {columns})", arena =>
        {
            var (source, row) = (arena.Input(rows, columns), arena.Result(columns));
            return device => device.SumRows(source, row);
        }),
        new($"Add ({rows}, {columns})", arena =>
        {
            var (target, source) = (arena.Result(rows, columns), arena.Input(rows, columns));
            return device => device.Add(target, source, -0.3f);
        }),
        new($"Scale ({rows}, {columns})", arena =>
        {
            var target = arena.Result(rows, columns);
            return device => device.Scale(target, 1.7f);
        }),
        new($"SumOfSquares ({rows}, {columns})", arena =>
        {
            var (source, result) = (arena.Input(rows, columns), arena.Result(1));
            return device => result.Span[0] = (float)device.SumOfSquares(source);
        }),
        .. Enum.GetValues<Activation>().SelectMany(activation => Activations(activation, rows, columns)),
        new($"SwiGlu ({rows}, {columns})", arena =>
        {
            var (gate, up, output) = (arena.Input(6, [rows, columns]), arena.Input(rows, columns), arena.Result(rows, columns));
            return device => device.SwiGlu(gate, up, output);
        }),
        new($"SwiGluBackward ({rows}, {columns})", arena =>
        {
            var (gate, up, gradient) = (arena.Input(6, [rows, columns]), arena.Input(rows, columns), arena.Input(rows, columns));
            var (gateGradient, upGradient) = (arena.Result(gate), arena.Result(up));
            return device => device.SwiGluBackward(gate, up, gradient, gateGradient, upGradient);
        }),
        new($"Dropout ({rows}, {columns})", arena =>
        {
            var (input, output) = (arena.Input(rows, columns), arena.Result(rows, columns));
            return device => device.Dropout(input, output, 0.3f, new(Seed: 0x123456789ABCDEF, Stream: 7, Step: 1UL << 40));
        }),
    ];

    private static IEnumerable<KernelCase> Activations(Activation activation, int rows, int columns) =>
    [
        new($"Activate {activation} ({rows}, {columns})", arena =>
        {
            var (input, output) = (arena.Input(12, [rows, columns]), arena.Result(rows, columns));
            return device => device.Activate(activation, input, output);
        }),
        new($"Activate {activation} ({rows}, {columns}) in place", arena =>
        {
            var tensor = arena.Result(rows, columns);
            return device => device.Activate(activation, tensor, tensor);
        }),
        new($"ActivateBackward {activation} ({rows}, {columns})", arena =>
        {
            var (input, gradient, result) = (arena.Input(12, [rows, columns]), arena.Input(rows, columns), arena.Result(rows, columns));
            return device => device.ActivateBackward(activation, input, gradient, result);
        }),
    ];
}
