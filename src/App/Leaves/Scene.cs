namespace Athanor.App.Leaves;

/// <summary>All that chance decides about a photo, apart from the leaf.</summary>
internal sealed record Scene
{
    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>Pixels from the leaf's middle to its tip.</summary>
    public required double Scale { get; init; }

    public required double Turn { get; init; }

    /// <summary>The leaf's middle, in pixels.</summary>
    public required (double X, double Y) Place { get; init; }

    /// <summary>How much narrower a leaf looks that does not lie flat.</summary>
    public required double Tilt { get; init; }

    public required Foliage Foliage { get; init; }

    public required Func<double, double, Colour> Ground { get; init; }

    public required double Brightness { get; init; }

    /// <summary>How much lighter one side of the photo is, and which.</summary>
    public required (double X, double Y) Light { get; init; }

    /// <summary>Where the leaf's own shadow falls, in its lengths.</summary>
    public required (double X, double Y, double Depth) Shadow { get; init; }

    /// <summary>A dark half of the photo, if somebody stands in the light: its direction, distance and light.</summary>
    public required (double X, double Y, double Distance, double Light)? Shade { get; init; }

    public required IReadOnlyList<(double X, double Y, double Radius)> Holes { get; init; }

    public required bool IsBlurred { get; init; }

    public required double Noise { get; init; }

    public required uint Grain { get; init; }

    public static Scene Of(Random random)
    {
        var (width, height) = (random.Next(64, 161), random.Next(64, 161));
        if (random.Happens(0.5)) height = width;
        var side = Math.Min(width, height);
        var (direction, shadow) = (random.Between(0, 2 * Math.PI), random.Between(0.03, 0.1));
        return new()
        {
            Width = width,
            Height = height,
            Scale = side * random.Between(0.34, 0.48),
            Turn = random.Between(0, 2 * Math.PI),
            Place = ((width / 2.0) + (side * random.Between(-0.08, 0.08)), (height / 2.0) + (side * random.Between(-0.08, 0.08))),
            Tilt = random.Between(0.82, 1),
            Foliage = Foliage.Of(random),
            Ground = Leaves.Ground.Lay(random),
            Brightness = random.Between(0.7, 1.15),
            Light = (Math.Cos(direction) * random.Between(0, 0.35), Math.Sin(direction) * random.Between(0, 0.35)),
            Shadow = (Math.Cos(direction) * shadow, Math.Sin(direction) * shadow, random.Between(0.2, 0.6)),
            Shade = random.Happens(0.15) ? ShadeOf(random) : null,
            Holes = random.Happens(0.25) ? [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => (random.Between(-0.35, 0.35), random.Between(-0.6, 0.6), random.Between(0.03, 0.1)))] : [],
            IsBlurred = random.Happens(0.25),
            Noise = random.Between(0.005, 0.05),
            Grain = (uint)random.Next(),
        };
    }

    private static (double X, double Y, double Distance, double Light) ShadeOf(Random random)
    {
        var (y, x) = Math.SinCos(random.Between(0, 2 * Math.PI));
        return (x, y, random.Between(-0.2, 0.2), random.Between(0.45, 0.7));
    }
}
