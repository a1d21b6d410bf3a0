using Athanor.Foundation.Problems;

namespace Athanor.Training.Formats.Hub;

/// <summary>
/// What a classifier's weights do not tell: what its classes are called, and how numbers are made its input, (value - mean) / deviation by channel or column. They are the numbers
/// as they come, such as pixels from 0 to 255.
/// </summary>
public sealed record ClassifierCard(IReadOnlyList<string> Labels, IReadOnlyList<float> Mean, IReadOnlyList<float> Deviation)
{
    private const int LongestLabel = 1024;

    internal ClassifierCard Check(int classes, int inputs)
    {
        if (Labels.Count != classes || Labels.Any(label => label.Length > LongestLabel)) throw Refusal($"{Labels.Count} labels for {classes} classes");
        if (Mean.Count != inputs || Deviation.Count != inputs) throw Refusal($"{Mean.Count} means and {Deviation.Count} deviations for {inputs} channels or columns");
        return Mean.All(float.IsFinite) && Deviation.All(value => float.IsFinite(value) && value > 0) ? this : throw Refusal("a mean or deviation that no number can be divided by");
    }

    private static ProblemException Refusal(string what) => new(FormatsProblems.BadConfiguration("The classifier", what));
}
