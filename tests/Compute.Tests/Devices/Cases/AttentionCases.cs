using Athanor.Compute.Devices.Reference;

namespace Athanor.Compute.Tests.Devices.Cases;

internal static class AttentionCases
{
    private static readonly (int Batch, int Time, int Heads, int Shared, int Width)[] Sizes =
        [(1, 1, 1, 1, 1), (2, 5, 3, 3, 4), (1, 17, 4, 2, 8), (1, 33, 6, 1, 5), (2, 65, 2, 2, 32), (1, 130, 2, 1, 64), (1, 40, 1, 1, 80), (1, 7, 2, 1, 128), (1, 250, 3, 1, 12)];

    public static IEnumerable<KernelCase> All => from size in Sizes from isCausal in new[] { true, false } from known in Of(size, isCausal) select known;

    private static IEnumerable<KernelCase> Of((int Batch, int Time, int Heads, int Shared, int Width) size, bool isCausal)
    {
        int[] asking = [size.Batch, size.Time, size.Heads, size.Width];
        int[] asked = [size.Batch, size.Time, size.Shared, size.Width];
        return
        [
            new($"Attend {size}{(isCausal ? ", causal" : "")}", arena =>
            {
                var (query, key, value) = (arena.Input(2, asking), arena.Input(2, asked), arena.Input(asked));
                var (output, statistics) = (arena.Result(asking), arena.Result(size.Batch, size.Heads, size.Time));
                return device => device.Attend(query, key, value, output, statistics, isCausal);
            }),
            new($"AttendBackward {size}{(isCausal ? ", causal" : "")}", arena =>
            {
                var (query, key, value) = (arena.Input(2, asking), arena.Input(2, asked), arena.Input(asked));
                var (output, statistics) = (arena.Input(asking), arena.Input(size.Batch, size.Heads, size.Time));
                using var reference = new ReferenceDevice();
                reference.Attend(query, key, value, output, statistics, isCausal);
                var (gradient, queryGradient, keyGradient, valueGradient) = (arena.Input(asking), arena.Result(asking), arena.Result(asked), arena.Result(asked));
                return device => device.AttendBackward(query, key, value, output, statistics, gradient, queryGradient, keyGradient, valueGradient, isCausal);
            }, Tolerance: 2e-5),
        ];
    }
}
