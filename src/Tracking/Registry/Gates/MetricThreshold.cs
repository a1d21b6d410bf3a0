using System.Globalization;
using System.Text.RegularExpressions;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Model;

namespace Athanor.Tracking.Registry.Gates;

/// <summary>A bound for the latest value of a metric. What is missing or not a number is within no bound.</summary>
internal sealed partial record MetricThreshold(string Metric, string Comparator, double Bound)
{
    public static MetricThreshold Parse(string text)
    {
        if (OfThreshold().Match(text) is not { Success: true } match
            || !double.TryParse(match.Groups[3].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var bound) || !double.IsFinite(bound))
            throw new ProblemException(RegistryProblems.BadThreshold(text));
        TrackingRules.CheckKey("metric", "Metric name", match.Groups[1].Value);
        return new(match.Groups[1].Value, match.Groups[2].Value, bound);
    }

    /// <summary>Null where it holds, and else what is wrong.</summary>
    public string? Fault(IReadOnlyList<LoggedMetric> metrics)
    {
        foreach (var metric in metrics.Where(metric => metric.Key == Metric)) return Holds(metric.Point.Value) ? null : $"{Metric} is {Written(metric.Point.Value)}, not {Comparator} {Written(Bound)}";
        return $"its run has no metric {Metric}";
    }

    public override string ToString() => $"{Metric} {Comparator} {Written(Bound)}";

    private bool Holds(double value) => Comparator switch
    {
        ">=" => value >= Bound,
        "<=" => value <= Bound,
        ">" => value > Bound,
        "<" => value < Bound,
        _ => value == Bound,
    };

    private static string Written(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A\s*(.{1,250}?)\s*(>=|<=|>|<|=)\s*(\S{1,40})\s*\z")]
    private static partial Regex OfThreshold();
}
