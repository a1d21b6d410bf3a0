namespace Athanor.App.Leaves;

/// <summary>A blade along a middle vein, with a width at each place of it that differs a little between left and right.</summary>
internal sealed class PinnateLeaf : Leaf
{
    private const int Places = 512;

    private readonly double[][] _sides;
    private readonly double _bend;
    private readonly double _veins;

    /// <param name="random">Of this leaf.</param>
    /// <param name="width">Half of the blade's width, from 0 at the base to 1 at the tip, of the left side (-1) or the right (1).</param>
    /// <param name="bend">How far the middle is beside the straight line from end to end.</param>
    /// <param name="veins">Pairs of veins that leave the middle one.</param>
    public PinnateLeaf(Random random, Func<double, int, double> width, double bend, double veins)
        : base(random)
    {
        (_bend, _veins) = (bend, veins);
        _sides = [Sample(width, -1), Sample(width, 1)];
    }

    protected override double Base => -1;

    public override double Depth(double x, double y)
    {
        if (y is <= -1 or >= 1) return 1 - Math.Abs(y) - Math.Abs(x);
        var across = x - Middle(y);
        var side = _sides[across < 0 ? 0 : 1];
        var place = (y + 1) / 2 * (Places - 1);
        var index = Math.Min((int)place, Places - 2);
        var rise = side[index + 1] - side[index];
        var width = side[index] + (rise * (place - index));
        var slope = rise * (Places - 1) / 2;
        return (width - Math.Abs(across)) / Math.Sqrt(1 + (slope * slope));
    }

    public override double ToVein(double x, double y)
    {
        var across = Math.Abs(x - Middle(y));
        var place = (y + 1 - (0.8 * across)) / 2 * _veins;
        var aside = Math.Abs(place - Math.Floor(place) - 0.5) / _veins * 1.5;
        return Math.Min(across * 0.7, aside + (across < 0.01 ? 1 : 0));
    }

    private double Middle(double y) => _bend * (1 - (y * y));

    private static double[] Sample(Func<double, int, double> width, int side) => [.. Enumerable.Range(0, Places).Select(index => width(index / (Places - 1.0), side))];
}
