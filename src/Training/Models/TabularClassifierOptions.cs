using Athanor.Foundation.Problems;

namespace Athanor.Training.Models;

/// <summary>A few linear layers with ReLU between them; <paramref name="Hidden"/> are their widths.</summary>
public sealed record TabularClassifierOptions(int Features, int Classes, IReadOnlyList<int> Hidden, float Dropout = 0)
{
    private const int MostWidth = 1 << 20;

    public TabularClassifierOptions Check()
    {
        if (Features is < 1 or > MostWidth || Classes is < 1 or > MostWidth) throw Refusal($"{Features} features and {Classes} classes");
        if (Hidden.Count > 64 || Hidden.Any(width => width is < 1 or > MostWidth)) throw Refusal($"hidden layers of {string.Join(", ", Hidden.Take(10))}");
        return Dropout is >= 0 and < 1 ? this : throw Refusal($"a dropout of {Dropout}");
    }

    private static ProblemException Refusal(string what) => new(ModelsProblems.BadOptions("tabular classifier", what));
}
