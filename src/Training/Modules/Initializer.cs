namespace Athanor.Training.Modules;

/// <summary>First values of parameters. Each number is a function of the seed, the parameter and its place in it, on every machine.</summary>
internal static class Initializer
{
    public static void Fill(Span<float> values, Initialization initialization, ulong seed, int parameter)
    {
        if (initialization.Deviation == 0)
        {
            values.Fill(initialization.Value);
            return;
        }
        for (var index = 0; index < values.Length; index++) values[index] = initialization.Value + (initialization.Deviation * (float)Normal(seed, parameter, index));
    }

    // Box and Muller's transform of two even numbers.
    private static double Normal(ulong seed, int parameter, int index)
    {
        var first = SplitMix.Of(seed ^ SplitMix.Of(((ulong)parameter << 33) | (uint)index));
        var (radius, angle) = (((first >> 11) + 1) * (1.0 / (1UL << 53)), (SplitMix.Of(first) >> 11) * (2 * Math.PI / (1UL << 53)));
        return Math.Sqrt(-2 * Math.Log(radius)) * Math.Cos(angle);
    }
}
