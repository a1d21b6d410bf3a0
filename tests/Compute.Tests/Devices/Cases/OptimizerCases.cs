namespace Athanor.Compute.Tests.Devices.Cases;

internal static class OptimizerCases
{
    private static readonly int[] Sizes = [1, 7, 64, 1000, 20_011];

    public static IEnumerable<KernelCase> All => Sizes.SelectMany(Of);

    private static IEnumerable<KernelCase> Of(int size) =>
    [
        .. new[] { 1L, 1000 }.Select(number => new KernelCase($"AdamW {size}, step {number}", arena =>
        {
            var (parameters, gradient, first, second) = (arena.Result(size), arena.Input(size), arena.Result(size), arena.Result(size));
            for (var i = 0; i < size; i++) second.Span[i] = Math.Abs(second.Span[i]);
            return device => device.AdamW(parameters, gradient, first, second, new(number, LearningRate: 0.01f, Beta1: 0.9f, Beta2: 0.95f, Epsilon: 1e-8f, WeightDecay: 0.1f, GradientScale: 0.5f));
        })),
        .. new[] { false, true }.Select(isNesterov => new KernelCase($"Momentum {size}{(isNesterov ? ", looking ahead" : "")}", arena =>
        {
            var (parameters, gradient, velocity) = (arena.Result(size), arena.Input(size), arena.Result(size));
            return device => device.Momentum(parameters, gradient, velocity, new(LearningRate: 0.1f, Momentum: 0.9f, WeightDecay: 0.01f, isNesterov, GradientScale: 2));
        })),
    ];
}
