namespace Athanor.App.Leaves;

/// <summary>A leaf by itself: its tip is near (0, 1), its blade ends near (0, -1), and below hangs the stalk.</summary>
internal abstract class Leaf
{
    private readonly double _stalkLength;
    private readonly double _stalkBend;

    protected Leaf(Random random) => (_stalkLength, _stalkBend) = (random.Between(0.2, 0.6), random.Between(-0.4, 0.4));

    /// <summary>Where blade and stalk meet, on the axis.</summary>
    protected abstract double Base { get; }

    /// <summary>Half of the stalk's thickness.</summary>
    protected virtual double Thickness => 0.022;

    /// <summary>How far inside of the margin a place is, about; outside it is below zero.</summary>
    public abstract double Depth(double x, double y);

    /// <summary>How far the nearest vein is from a place within.</summary>
    public abstract double ToVein(double x, double y);

    public double StalkDepth(double x, double y)
    {
        var along = Base - y;
        if (along < -0.05 || along > _stalkLength) return -1;
        return Thickness - Math.Abs(x - (_stalkBend * along * along));
    }
}
