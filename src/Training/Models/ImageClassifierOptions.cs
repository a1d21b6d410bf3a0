using Athanor.Foundation.Problems;

namespace Athanor.Training.Models;

/// <summary>A small residual network. The stem takes every <paramref name="Stride"/>th pixel and each stage after the first halves the image; <paramref name="Widths"/> are their channels, each a multiple of <paramref name="Groups"/>.</summary>
public sealed record ImageClassifierOptions(int Height, int Width, int Channels, int Classes, IReadOnlyList<int> Widths, int BlocksPerStage = 1, int Groups = 8, float Dropout = 0, int Stride = 1)
{
    private const int MostPixels = 1 << 26;

    public ImageClassifierOptions Check()
    {
        if (Height < 1 || Width < 1 || Channels is < 1 or > 64 || (long)Height * Width * Channels > MostPixels) throw Refusal($"images of {Height} × {Width} × {Channels}");
        if (Classes is < 1 or > 1 << 20) throw Refusal($"{Classes} classes");
        if (Stride is < 1 or > 8) throw Refusal($"a stem that takes every {Stride}th pixel");
        if (Widths.Count is < 1 or > 8 || BlocksPerStage is < 1 or > 64) throw Refusal($"{Widths.Count} stages of {BlocksPerStage} blocks");
        if (Groups < 1 || Widths.Any(width => width is < 1 or > 1 << 14 || width % Groups != 0)) throw Refusal($"stages of {string.Join(", ", Widths)} channels in {Groups} groups");
        return Dropout is >= 0 and < 1 ? this : throw Refusal($"a dropout of {Dropout}");
    }

    private static ProblemException Refusal(string what) => new(ModelsProblems.BadOptions("image classifier", what));
}
