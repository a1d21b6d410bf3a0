namespace Athanor.App.Leaves;

/// <summary>The colours of a leaf in its season. All species have all of them, so that nothing but the shape tells them apart.</summary>
internal sealed record Foliage(Colour Blade, Colour Patches, Colour Veins, double Patchiness)
{
    private static readonly (Colour Blade, Colour Patches)[] Seasons =
    [
        (new(0.3, 0.5, 0.16), new(0.2, 0.38, 0.12)),
        (new(0.45, 0.62, 0.22), new(0.3, 0.5, 0.16)),
        (new(0.86, 0.74, 0.2), new(0.6, 0.62, 0.2)),
        (new(0.88, 0.52, 0.16), new(0.75, 0.3, 0.12)),
        (new(0.72, 0.2, 0.14), new(0.5, 0.12, 0.12)),
        (new(0.52, 0.34, 0.2), new(0.38, 0.24, 0.14)),
    ];

    public static Foliage Of(Random random)
    {
        var (blade, patches) = random.OneOf(Seasons);
        blade = blade.Varied(random, 0.06);
        var veins = random.Happens(0.7) ? blade.Towards(new(0.95, 0.93, 0.7), 0.4) : blade * 0.6;
        return new(blade, patches.Varied(random, 0.05), veins, random.Between(0.2, 0.9));
    }
}
