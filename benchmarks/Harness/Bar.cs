namespace Athanor.Benchmarks.Harness;

/// <summary>The limit that a figure has to keep: on our own value, or on its ratio to the reference.</summary>
internal sealed record Bar(double Limit, bool IsCeiling, bool IsOnRatio)
{
    public static Bar AtMost(double limit) => new(limit, IsCeiling: true, IsOnRatio: false);

    public static Bar AtLeast(double limit) => new(limit, IsCeiling: false, IsOnRatio: false);

    public static Bar RatioAtMost(double limit) => new(limit, IsCeiling: true, IsOnRatio: true);

    public static Bar RatioAtLeast(double limit) => new(limit, IsCeiling: false, IsOnRatio: true);

    public bool HoldsFor(Figure figure)
    {
        var value = IsOnRatio ? figure.Ratio ?? double.PositiveInfinity : figure.Ours;
        return IsCeiling ? value <= Limit : value >= Limit;
    }

    public string Describe(string unit) => $"{(IsCeiling ? "at most" : "at least")} {Limit:0.###}{(IsOnRatio ? " × the reference" : $" {unit}")}";
}
