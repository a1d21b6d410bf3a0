namespace Athanor.Benchmarks.Harness;

/// <summary>Repeated measurements of one thing, in the order they were taken.</summary>
internal sealed record Series(string Name, string Unit, IReadOnlyList<double> Values)
{
    public double Median
    {
        get
        {
            var sorted = Values.Order().ToArray();
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }
}
