using System.Globalization;
using Athanor.Foundation.Problems;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Tracking.Curves;

/// <summary>How curves are drawn, as it stands in the address: which metrics, how much of the past each point keeps, and on which axis.</summary>
public sealed record CurveChoice(string Metric, double Smoothing, bool IsLogarithmic)
{
    public const double MostSmoothing = 0.99;
    private const int LongestName = 300;

    /// <summary>Minimal APIs bind a parameter of this type to the query.</summary>
    public static ValueTask<CurveChoice?> BindAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var (metric, smoothing) = (query["metric"].ToString(), query["smooth"].ToString());
        if (metric.Length > LongestName) throw new ProblemException(ConsoleProblems.BadField("metric", $"It has at most {LongestName} characters."));
        var amount = 0.0;
        if (smoothing.Length > 0 && (!double.TryParse(smoothing, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out amount) || amount > MostSmoothing))
            throw new ProblemException(ConsoleProblems.BadField("smooth", "It is a number from 0 to 0.99."));
        return ValueTask.FromResult<CurveChoice?>(new(metric, amount, query["scale"] == "log"));
    }
}
