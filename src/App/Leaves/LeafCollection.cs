using Athanor.Datasets.Decoding;

namespace Athanor.App.Leaves;

/// <summary>
/// Draws photos of leaves into folders that are named as their species: a dataset to try things with that is nobody's property. As in any collection some photos lie in the
/// wrong folder, and some lie there twice; which ones is known. The same seed is the same files.
/// </summary>
internal static class LeafCollection
{
    public const int Most = 100_000;

    // One photo of so many lies in another folder, and one lies there twice.
    private const int PerMislabelled = 125;
    private const int PerDuplicate = 100;
    private const int LeastQuality = 70;
    private const int MostQuality = 95;

    public static DrawnLeaves Draw(string folder, int photos, int seed, CancellationToken cancellation)
    {
        var plans = Plan(photos, seed);
        foreach (var species in Species.All) Directory.CreateDirectory(Path.Combine(folder, species.Name));
        Parallel.ForEach(plans.Where(plan => plan.Original is null), new() { CancellationToken = cancellation }, plan => File.WriteAllBytes(Path.Combine(folder, plan.Path), Draw(plan, seed)));
        foreach (var plan in plans) if (plan.Original is { } original) File.Copy(Path.Combine(folder, original), Path.Combine(folder, plan.Path), overwrite: true);
        return new(
            [.. plans.Select(plan => plan.Path)],
            [.. plans.Where(plan => plan.Original is null && plan.Folder != plan.Shows).Select(plan => new Mislabelled(plan.Path, plan.Shows.Name))],
            [.. plans.Where(plan => plan.Original is not null).Select(plan => new Duplicate(plan.Path, plan.Original!))]);
    }

    private static List<PhotoPlan> Plan(int photos, int seed)
    {
        var (random, plans) = (new Random(seed), new List<PhotoPlan>(photos));
        for (var number = 0; number < photos; number++)
        {
            var (shows, isPng) = (Species.All[number % Species.All.Count], random.Happens(0.5));
            var folder = number % PerMislabelled == PerMislabelled / 2 ? random.OneOf([.. Species.All.Where(other => other != shows)]) : shows;
            var plan = new PhotoPlan(number, shows, folder, isPng, null);
            plans.Add(number % PerDuplicate == PerDuplicate - 1 ? CopyOf(random.OneOf([.. plans.Where(earlier => earlier.IsSound)]), number) : plan);
        }
        return plans;
    }

    private static PhotoPlan CopyOf(PhotoPlan plan, int number) => plan with { Number = number, Original = plan.Path };

    private static byte[] Draw(PhotoPlan plan, int seed)
    {
        var random = new Random(HashCode(seed, plan.Number));
        var (pixels, shape) = Photo.Take(plan.Shows, random);
        return plan.IsPng ? ImageEncoder.Png(pixels, shape) : ImageEncoder.Jpeg(pixels, shape, (int)random.Between(LeastQuality, MostQuality));
    }

    // The runtime's own is another in each process.
    private static int HashCode(int seed, int number) => unchecked((int)(((uint)seed * 0x9E3779B1) ^ (((uint)number + 1) * 0x85EBCA77)));

    private sealed record PhotoPlan(int Number, Species Shows, Species Folder, bool IsPng, string? Original)
    {
        public bool IsSound => Original is null && Folder == Shows;

        public string Path => $"{Folder.Name}/leaf-{Number:00000}.{(IsPng ? "png" : "jpg")}";
    }
}
