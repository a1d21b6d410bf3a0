namespace Athanor.Training.Evaluations;

/// <summary>How a model does on what was held out.</summary>
public sealed record Evaluation(IReadOnlyDictionary<string, double> Metrics)
{
    /// <summary>Of classifiers: how many of each true class (rows) were taken for each class (columns).</summary>
    public IReadOnlyList<IReadOnlyList<long>>? Confusion { get; init; }
}
