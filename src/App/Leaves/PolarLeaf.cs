namespace Athanor.App.Leaves;

/// <summary>A blade around the point where its veins meet, with a reach in each direction.</summary>
internal sealed class PolarLeaf : Leaf
{
    private const int Directions = 1024;

    private readonly double[] _reach;
    private readonly double _centre;
    private readonly double _opening;
    private readonly Func<double, double> _toVein;

    /// <param name="random">Of this leaf.</param>
    /// <param name="centre">Where the veins meet, on the axis.</param>
    /// <param name="opening">The angle on each side of the axis beyond which there is no blade.</param>
    /// <param name="reach">How far it reaches in a direction, from -π to π, where 0 is the tip's.</param>
    /// <param name="toVein">The angle from a direction to the nearest vein.</param>
    public PolarLeaf(Random random, double centre, double opening, Func<double, double> reach, Func<double, double> toVein)
        : base(random)
    {
        (_centre, _opening, _toVein) = (centre, opening, toVein);
        _reach = [.. Enumerable.Range(0, Directions + 1).Select(index => reach(((double)index / Directions * 2 * Math.PI) - Math.PI))];
    }

    protected override double Base => _centre;

    public override double Depth(double x, double y)
    {
        var (distance, direction) = Polar(x, y);
        var place = (direction + Math.PI) / (2 * Math.PI) * Directions;
        var index = Math.Clamp((int)place, 0, Directions - 1);
        var rise = _reach[index + 1] - _reach[index];
        var reach = _reach[index] + (rise * (place - index));
        var slope = rise * Directions / (2 * Math.PI) / Math.Max(0.2, distance);
        var depth = (reach - distance) / Math.Sqrt(1 + (slope * slope));
        var beyond = _opening - Math.Abs(direction);
        return beyond > Math.PI / 2 ? depth : Math.Min(depth, distance * Math.Sin(Math.Max(-Math.PI / 2, beyond)));
    }

    public override double ToVein(double x, double y)
    {
        var (distance, direction) = Polar(x, y);
        return distance * Math.Sin(Math.Min(Math.PI / 2, _toVein(direction)));
    }

    private (double Distance, double Direction) Polar(double x, double y) => (Math.Sqrt((x * x) + ((y - _centre) * (y - _centre))), Math.Atan2(x, y - _centre));
}
