namespace Athanor.App.Leaves;

/// <summary>A kind of plant, and how one of its leaves grows.</summary>
internal sealed record Species(string Name, Func<Random, Leaf> Grow)
{
    /// <summary>In the order of their names, as a classifier has them.</summary>
    public static IReadOnlyList<Species> All { get; } = [new("birch", Birch), new("ginkgo", Ginkgo), new("maple", Maple), new("oak", Oak), new("willow", Willow)];

    // Round near the base, straight to the tip, with teeth.
    private static PinnateLeaf Birch(Random random)
    {
        var (width, teeth, bite, peak) = (random.Between(0.58, 0.8), random.Next(11, 17), random.Between(0.08, 0.15), random.Between(0.4, 0.55));
        var shift = random.Between(0, 1);
        return new(random, Width, random.Between(-0.06, 0.06), random.Next(6, 9));

        double Width(double place, int side)
        {
            var tooth = ((place * teeth) + (side * shift) + 2) % 1;
            return width * Hump(place, peak, 1.15) * (1 - (bite * tooth));
        }
    }

    // Broadest beyond the middle, with round lobes.
    private static PinnateLeaf Oak(Random random)
    {
        var (width, lobes, cut) = (random.Between(0.55, 0.72), random.Between(3.6, 5.2), random.Between(0.42, 0.6));
        var shifts = (random.Between(-0.12, 0.12), random.Between(-0.12, 0.12));
        return new(random, Width, random.Between(-0.1, 0.1), lobes);

        double Width(double place, int side)
        {
            var shift = side < 0 ? shifts.Item1 : shifts.Item2;
            var lobe = Math.Pow(Math.Abs(Math.Sin(Math.PI * ((place * lobes) + shift))), 0.75);
            return width * Hump(place, 0.85, 0.45) * (1 - cut + (cut * lobe));
        }
    }

    // Narrow, and pointed at both ends.
    private static PinnateLeaf Willow(Random random)
    {
        var (width, lean) = (random.Between(0.13, 0.22), random.Between(0.8, 1.15));
        return new(random, (place, _) => width * Math.Pow(Math.Sin(Math.PI * Math.Pow(place, lean)), 0.9), random.Between(-0.16, 0.16), random.Next(11, 17));
    }

    // Five pointed lobes with a tooth on each side of the upper three.
    private static PolarLeaf Maple(Random random)
    {
        var (spread, tooth, sinus) = (random.Between(0.82, 0.95), random.Between(0.24, 0.3), random.Between(0.5, 0.66));
        var lobes = new List<(double Direction, double Reach, double Breadth)>();
        foreach (var (turn, reach) in ((double, double)[])[(0, 1.42), (-1, 1.22), (1, 1.22), (-2, 0.85), (2, 0.85)])
        {
            var (direction, length) = ((turn * spread) + random.Between(-0.05, 0.05), reach * random.Between(0.94, 1.04));
            lobes.Add((direction, length, 0.42));
            if (Math.Abs(turn) < 2) lobes.AddRange([(direction - tooth, length * 0.78, 0.2), (direction + tooth, length * 0.78, 0.2)]);
        }
        return new(random, -0.45, 2.9, Reach, direction => lobes.Where(lobe => lobe.Breadth > 0.3).Min(lobe => Math.Abs(direction - lobe.Direction)));

        double Reach(double direction)
        {
            var ground = sinus * (Math.Abs(direction) < 2 ? 1 : Math.Max(0.35, 1 - (0.75 * (Math.Abs(direction) - 2))));
            return lobes.Max(lobe => ground + (Math.Max(0, lobe.Reach - ground) * Math.Pow(Math.Max(0, 1 - (Math.Abs(direction - lobe.Direction) / lobe.Breadth)), 1.1)));
        }
    }

    // A fan that is cut in the middle.
    private static PolarLeaf Ginkgo(Random random)
    {
        var (opening, notch, gap, wave, phase) = (random.Between(0.95, 1.35), random.Between(0.15, 0.55), random.Between(0.06, 0.16), random.Between(0.01, 0.04), random.Between(0, 6));
        var middle = random.Between(-0.08, 0.08);
        return new(random, -0.8, opening, Reach, direction => Math.Abs((((direction + 4) * 9) % 1) - 0.5) / 9);

        double Reach(double direction) => 1.6 * (1 + (wave * Math.Sin((direction * 17) + phase)) + (wave * Math.Sin((direction * 31) - phase)))
            * (1 - (notch * Math.Max(0, 1 - (Math.Abs(direction - middle) / gap)))) * (1 - (0.3 * Math.Pow(Math.Abs(direction) / opening, 5)));
    }

    // From nothing at both ends to one between them: the powers say where, and how sharp the ends are.
    private static double Hump(double place, double rise, double fall)
    {
        var peak = rise / (rise + fall);
        return Math.Pow(place / peak, rise) * Math.Pow((1 - place) / (1 - peak), fall);
    }
}
