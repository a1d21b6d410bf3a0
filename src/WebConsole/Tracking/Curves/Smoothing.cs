namespace Athanor.WebConsole.Tracking.Curves;

/// <summary>A moving average in which older numbers weigh less and less. What is no number leaves it as it was.</summary>
internal static class Smoothing
{
    public static IReadOnlyList<double> Of(IEnumerable<double> values, double amount)
    {
        var (sum, weight) = (0.0, 0.0);
        return [.. values.Select(value =>
        {
            if (!double.IsFinite(value)) return value;
            (sum, weight) = ((sum * amount) + (value * (1 - amount)), (weight * amount) + (1 - amount));

            // At the beginning there is little to weigh, and without this the average would come from zero.
            return sum / weight;
        })];
    }
}
