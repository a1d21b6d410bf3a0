namespace Athanor.Benchmarks.Harness;

/// <summary>The figures of a benchmark, the one it is named for first, and the single measurements behind them.</summary>
internal sealed record BenchmarkResult(IReadOnlyList<Figure> Figures, IReadOnlyList<Series> Measurements)
{
    public bool Holds => Figures.All(figure => figure.Holds);
}
