namespace Athanor.App.Leaves;

/// <summary>Smooth chance over the plane: each crossing of a grid has a value from 0 to 1, and what lies between is between them.</summary>
internal readonly struct Grain(uint seed)
{
    public double At(double x, double y)
    {
        var (column, row) = ((int)Math.Floor(x), (int)Math.Floor(y));
        var (right, down) = (Eased(x - column), Eased(y - row));
        var above = Value(column, row) + ((Value(column + 1, row) - Value(column, row)) * right);
        var below = Value(column, row + 1) + ((Value(column + 1, row + 1) - Value(column, row + 1)) * right);
        return above + ((below - above) * down);
    }

    /// <summary>Coarse and finer grains on each other.</summary>
    public double Layered(double x, double y) => (0.55 * At(x, y)) + (0.3 * At((x * 2.1) + 17, (y * 2.1) + 5)) + (0.15 * At((x * 4.3) + 31, (y * 4.3) + 11));

    /// <summary>The value of one crossing.</summary>
    public double Value(int column, int row)
    {
        var mixed = ((uint)column * 0x8DA6B343) ^ ((uint)row * 0xD8163841) ^ seed;
        mixed = (mixed ^ (mixed >> 15)) * 0x2C1B3C6D;
        mixed = (mixed ^ (mixed >> 12)) * 0x297A2D39;
        return ((mixed ^ (mixed >> 15)) >> 8) * (1.0 / (1 << 24));
    }

    private static double Eased(double place) => place * place * (3 - (2 * place));
}
