namespace Athanor.WebConsole.Tracking.Curves;

/// <summary>From where to where numbers go, and where in the picture each is: 0 at the bottom, 1 at the top.</summary>
internal readonly record struct CurveAxis(double Least, double Greatest, bool IsLogarithmic)
{
    public bool IsEmpty => !(Least <= Greatest);

    public static CurveAxis Of(IEnumerable<double> values, bool isLogarithmic)
    {
        var axis = new CurveAxis(double.PositiveInfinity, double.NegativeInfinity, isLogarithmic);
        foreach (var value in values.Where(axis.Holds)) axis = axis with { Least = Math.Min(axis.Least, value), Greatest = Math.Max(axis.Greatest, value) };
        return axis;
    }

    /// <summary>Whether a number can be drawn at all.</summary>
    public bool Holds(double value) => double.IsFinite(value) && (!IsLogarithmic || value > 0);

    // Halves, since numbers may be as far apart as the greatest of them.
    public double PositionOf(double value)
    {
        var (at, from, until) = (Scaled(value) / 2, Scaled(Least) / 2, Scaled(Greatest) / 2);
        return until > from ? Math.Clamp((at - from) / (until - from), 0, 1) : 0.5;
    }

    private double Scaled(double value) => IsLogarithmic ? Math.Log10(value) : value;
}
