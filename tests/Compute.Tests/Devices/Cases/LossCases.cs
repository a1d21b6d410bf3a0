namespace Athanor.Compute.Tests.Devices.Cases;

internal static class LossCases
{
    private static readonly (int Rows, int Classes)[] Sizes = [(1, 1), (1, 2), (9, 10), (33, 67), (5, 1025)];

    public static IEnumerable<KernelCase> All => Sizes.SelectMany(size => Of(size.Rows, size.Classes));

    private static IEnumerable<KernelCase> Of(int rows, int classes) =>
    [
        new($"CrossEntropy ({rows}, {classes})", arena =>
        {
            var (logits, targets, losses, gradient) = (arena.Input(9, [rows, classes]), arena.Choices(rows, classes), arena.Result(rows), arena.Result(rows, classes));
            return device => device.CrossEntropy(logits, targets, losses, gradient, scale: 0.25f);
        }),
        new($"CrossEntropy ({rows}, {classes}) with ignored rows, smoothed, in place", arena =>
        {
            var (logits, targets, losses) = (arena.Result(rows, classes), arena.Choices(rows, classes, least: -Math.Max(1, classes / 2)), arena.Result(rows));
            return device => device.CrossEntropy(logits, targets, losses, logits, scale: 1, smoothing: 0.1f);
        }),
        new($"CrossEntropy ({rows}, {classes}) far from zero", arena =>
        {
            var (logits, targets, losses, gradient) = (arena.Input(300, [rows, classes]), arena.Choices(rows, classes), arena.Result(rows), arena.Result(rows, classes));
            return device => device.CrossEntropy(logits, targets, losses, gradient, scale: 1);
        }),
        new($"Softmax ({rows}, {classes})", arena =>
        {
            var (input, output) = (arena.Input(20, [rows, classes]), arena.Result(rows, classes));
            return device => device.Softmax(input, output);
        }),
    ];
}
