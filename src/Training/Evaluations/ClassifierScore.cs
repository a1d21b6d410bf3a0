using Athanor.Compute.Collectives;

namespace Athanor.Training.Evaluations;

/// <summary>Counts what a classifier makes of samples; several workers count their own and add up.</summary>
internal sealed class ClassifierScore(int classes)
{
    private const int Bins = 15;

    // The confusion, then for each bin of confidence its samples, the sum of their confidence and how many were right, then the sum of losses.
    private readonly float[] _counts = new float[(classes * classes) + (3 * Bins) + 1];

    private int BinsAt => classes * classes;

    public void Add(int truth, ReadOnlySpan<float> probabilities)
    {
        var guess = 0;
        for (var index = 1; index < classes; index++)
            if (probabilities[index] > probabilities[guess]) guess = index;
        var bin = BinsAt + (3 * Math.Min(Bins - 1, (int)(probabilities[guess] * Bins)));
        _counts[(truth * classes) + guess]++;
        _counts[bin]++;
        _counts[bin + 1] += probabilities[guess];
        if (guess == truth) _counts[bin + 2]++;
        _counts[^1] -= MathF.Log(Math.Max(probabilities[truth], 1e-12f));
    }

    public Evaluation Conclude(ICollectives workers)
    {
        if (workers.Size > 1) workers.AllReduce(_counts);
        var confusion = Enumerable.Range(0, classes).Select(truth => (IReadOnlyList<long>)[.. Enumerable.Range(0, classes).Select(guess => (long)_counts[(truth * classes) + guess])]).ToList();
        var total = Math.Max(1, confusion.Sum(row => row.Sum()));
        return new(new Dictionary<string, double>
        {
            ["accuracy"] = (double)Enumerable.Range(0, classes).Sum(index => confusion[index][index]) / total,
            ["f1"] = Enumerable.Range(0, classes).Average(index => HarmonicMean(confusion, index)),
            ["loss"] = _counts[^1] / total,
            ["calibration_error"] = Enumerable.Range(0, Bins).Sum(bin => Math.Abs(_counts[BinsAt + (3 * bin) + 1] - _counts[BinsAt + (3 * bin) + 2])) / (double)total,
        })
        { Confusion = confusion };
    }

    private static double HarmonicMean(List<IReadOnlyList<long>> confusion, int index)
    {
        var (right, meant, said) = (confusion[index][index], confusion[index].Sum(), confusion.Sum(row => row[index]));
        return meant + said == 0 ? 0 : 2.0 * right / (meant + said);
    }
}
