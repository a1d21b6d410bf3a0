using Athanor.Tracking.Model;

namespace Athanor.WebConsole.Tracking;

/// <summary>A metric or a parameter as a column of a table, named as filters name it: <c>metrics.loss</c>.</summary>
public sealed record RunColumn(string Kind, string Key)
{
    public const string Metrics = "metrics";
    public const string Params = "params";

    public string Name => $"{Kind}.{Key}";

    /// <summary>As the grammar of orders wants it.</summary>
    public string Quoted => $"{Kind}.`{Key}`";

    public static RunColumn? Find(string name) => name.Split('.', 2) is [Metrics or Params, { Length: > 0 }] parts && !parts[1].Contains('`', StringComparison.Ordinal) ? new(parts[0], parts[1]) : null;

    public static IEnumerable<RunColumn> Of(IEnumerable<RunData> runs) => runs
        .SelectMany(run => run.Metrics.Select(metric => new RunColumn(Metrics, metric.Key)).Concat(run.Params.Select(param => new RunColumn(Params, param.Key))))
        .Distinct()
        .OrderBy(column => column.Name, StringComparer.Ordinal);

    /// <summary>Empty where the run has no such thing.</summary>
    public string ValueOf(RunData run) => Kind == Metrics
        ? run.Metrics.Where(metric => metric.Key == Key).Select(metric => TrackingWords.Of(metric.Point.Value)).FirstOrDefault("")
        : run.Params.Where(param => param.Key == Key).Select(param => param.Value).FirstOrDefault("");
}
