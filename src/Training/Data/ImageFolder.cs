using Athanor.Datasets.Decoding;
using Athanor.Foundation.Problems;

namespace Athanor.Training.Data;

/// <summary>
/// Images in folders that are named as their classes, all decoded into memory at one size. An image that cannot be decoded is left out and told of; what is no
/// PNG or JPEG file is passed over.
/// </summary>
internal sealed class ImageFolder
{
    public const int Channels = 3;
    private const long MostBytes = 16L << 30;
    private const int LargestFile = 64 << 20;
    private static readonly string[] Endings = [".png", ".jpg", ".jpeg"];
    private static readonly DecodingLimits Limits = new(MaximumFileSize: LargestFile);

    private ImageFolder(int side, IReadOnlyList<string> labels, IReadOnlyList<string> names, byte[][] pixels, int[] classes, IReadOnlyList<string> broken) =>
        (Side, Labels, Names, Pixels, Classes, Broken) = (side, labels, names, pixels, classes, broken);

    public int Side { get; }

    /// <summary>In the order of their numbers, which is that of their letters.</summary>
    public IReadOnlyList<string> Labels { get; }

    public IReadOnlyList<string> Names { get; }

    /// <summary>Side × side × channels of each image.</summary>
    public IReadOnlyList<byte[]> Pixels { get; }

    public IReadOnlyList<int> Classes { get; }

    /// <summary>What was left out, with the reason.</summary>
    public IReadOnlyList<string> Broken { get; }

    public static ImageFolder Read(string folder, int side)
    {
        var files = Find(folder);
        if (files.Count == 0) throw new ProblemException(TrainingProblems.NoImages(folder));
        if ((long)files.Count * side * side * Channels > MostBytes) throw new ProblemException(TrainingProblems.TooManyImages(files.Count, side));

        var decoded = new (byte[]? Pixels, string? Fault)[files.Count];
        Parallel.For(0, files.Count, index => decoded[index] = Decode(Path.Combine(folder, files[index]), side));
        var whole = Enumerable.Range(0, files.Count).Where(index => decoded[index].Pixels is not null).ToList();
        var labels = whole.Select(index => LabelOf(files[index])).Distinct().Order(StringComparer.Ordinal).ToList();
        if (labels.Count < 2) throw new ProblemException(TrainingProblems.TooFewClasses(labels));
        return new(
            side, labels, [.. whole.Select(index => files[index])], [.. whole.Select(index => decoded[index].Pixels!)], [.. whole.Select(index => labels.BinarySearch(LabelOf(files[index]), StringComparer.Ordinal))],
            [.. Enumerable.Range(0, files.Count).Where(index => decoded[index].Pixels is null).Select(index => $"{files[index]}: {decoded[index].Fault}")]);
    }

    private static List<string> Find(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };
        var files = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", options) : [];
        return [.. files.Where(file => Endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)).Select(file => Path.GetRelativePath(folder, file)).Where(file => file.Contains('/', StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    // The folder next to the file: datasets put `train/` and the like above it.
    private static string LabelOf(string file) => Path.GetFileName(Path.GetDirectoryName(file))!;

    private static (byte[]? Pixels, string? Fault) Decode(string path, int side)
    {
        if (new FileInfo(path).Length > LargestFile) return (null, $"it is larger than {LargestFile >> 20} MiB");
        var file = File.ReadAllBytes(path);
        var decoded = ImageDecoder.Decode(file, Limits, Channels);
        if (!decoded.Succeeded) return (null, decoded.Finding);
        using var image = decoded.Value;
        var pixels = new byte[side * side * Channels];
        ImageResize.CentreInto(image.Pixels, image.Shape, pixels, side);
        return (pixels, null);
    }
}
