using System.Numerics;

namespace Athanor.Accounting.Reckoning;

/// <summary>
/// Rounds the amounts of a column so that they add up. Each amount is the difference of two rounded running sums: what one loses, the next one gets, and the
/// rounded amounts sum up to the rounded sum. Rounding each by itself would leave a column that does not add up to what stands below it.
/// </summary>
internal sealed class CarriedRounding(BigInteger denominator)
{
    // A second of a tenth of a processor is still something.
    private const int Digits = 9;

    private static readonly BigInteger Scale = BigInteger.Pow(10, Digits);

    private BigInteger _sum;
    private BigInteger _rounded;

    /// <summary>The next amount of the column, over the denominator.</summary>
    public decimal Next(BigInteger numerator)
    {
        _sum += numerator;
        var rounded = RoundHalfUp(_sum * Scale);
        var step = rounded - _rounded;
        _rounded = rounded;
        return (decimal)step / (decimal)Scale;
    }

    private BigInteger RoundHalfUp(BigInteger scaled)
    {
        var (quotient, rest) = BigInteger.DivRem((2 * scaled) + denominator, 2 * denominator);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }
}
