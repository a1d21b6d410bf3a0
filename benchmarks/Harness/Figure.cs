namespace Athanor.Benchmarks.Harness;

/// <summary>A measured value beside the one it is compared with. Where there is nothing to compare with, the reference is the bar itself.</summary>
internal sealed record Figure(string Name, string Unit, double Ours, double Reference, Bar Bar)
{
    public double Ratio => Ours / Reference;

    public bool Holds => Bar.HoldsFor(this);

    public static Figure AgainstBar(string name, string unit, double ours, Bar bar) => new(name, unit, ours, bar.Limit, bar);
}
