namespace Athanor.Benchmarks.Harness;

/// <summary>A measured value beside the one it is compared with. Where there is nothing to compare with, the reference is the bar itself.</summary>
internal sealed record Figure(string Name, string Unit, double Ours, double Reference, Bar? Bar)
{
    /// <summary>Nothing compared with nothing is the same; more than nothing has no ratio.</summary>
    public double? Ratio => Reference != 0 ? Ours / Reference : Ours == 0 ? 1 : null;

    /// <summary>A figure without a bar is there to be known.</summary>
    public bool Holds => Bar?.HoldsFor(this) ?? true;

    public static Figure AgainstBar(string name, string unit, double ours, Bar bar) => new(name, unit, ours, bar.Limit, bar);
}
