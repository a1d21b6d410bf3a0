namespace Athanor.App.Leaves;

/// <summary>What a leaf lies on, by the place on the photo, where a side is one long.</summary>
internal static class Ground
{
    private static readonly Func<Random, Func<double, double, Colour>>[] Kinds = [Soil, Paper, Grass];

    public static Func<double, double, Colour> Lay(Random random) => random.OneOf(Kinds)(random);

    private static Func<double, double, Colour> Soil(Random random)
    {
        var (grain, scale) = (new Grain((uint)random.Next()), random.Between(7, 16));
        var (dark, light) = (new Colour(0.2, 0.14, 0.1).Varied(random, 0.04), new Colour(0.55, 0.43, 0.32).Varied(random, 0.08));
        return (x, y) => dark.Towards(light, grain.Layered(x * scale, y * scale)) * (0.8 + (0.4 * grain.At(x * scale * 5, y * scale * 5)));
    }

    private static Func<double, double, Colour> Paper(Random random)
    {
        var (grain, sheet) = (new Grain((uint)random.Next()), (new Colour(0.86, 0.85, 0.8).Varied(random, 0.06)) * random.Between(0.75, 1.05));
        var lines = random.Happens(0.3) ? random.Between(8, 14) : 0;
        return (x, y) =>
        {
            var colour = sheet + (0.05 * (grain.Layered(x * 30, y * 30) - 0.5));
            return lines > 0 && (y * lines) % 1 < 0.08 ? colour.Towards(new(0.45, 0.55, 0.75), 0.5) : colour;
        };
    }

    // Two layers of blades, long in their own direction.
    private static Func<double, double, Colour> Grass(Random random)
    {
        var (grain, other) = (new Grain((uint)random.Next()), new Grain((uint)random.Next()));
        var (turn, scale) = (random.Between(0, Math.PI), random.Between(18, 30));
        var (sine, cosine) = Math.SinCos(turn);
        var (dark, light) = (new Colour(0.08, 0.18, 0.06).Varied(random, 0.04), new Colour(0.42, 0.56, 0.24).Varied(random, 0.1));
        return (x, y) =>
        {
            var (along, across) = ((x * cosine) + (y * sine), (y * cosine) - (x * sine));
            var blade = Math.Max(grain.At(along * scale * 0.2, across * scale), other.At(along * scale, across * scale * 0.25));
            return dark.Towards(light, blade * blade);
        };
    }
}
