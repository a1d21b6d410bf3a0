using Athanor.Access.Authorization;
using Athanor.Foundation.Problems;
using Athanor.Tracking;
using Athanor.Tracking.Charts;
using Athanor.Tracking.Model;
using Athanor.WebConsole.Shell;
using Athanor.WebConsole.Tracking.Curves;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Tracking;

internal static class ShowComparison
{
    private const int MostRuns = 10;
    private const int Columns = 600;
    private const int MostMetrics = 1000;

    public static async Task<IResult> HandleAsync(Caller caller, string[] run, CurveChoice choice, RunBook runs, MetricHistory history, CancellationToken cancellation)
    {
        string[] ids = [.. run.Distinct()];
        if (ids.Length is 0 or > MostRuns) throw new ProblemException(ConsoleProblems.BadField("run", $"Choose between one and {MostRuns} runs of an experiment."));
        var compared = new List<RunData>();
        foreach (var id in ids) compared.Add(await runs.GetAsync(await runs.ProjectOfAsync(caller, id, TrackingPermissions.Read, cancellation), id, cancellation));
        var metrics = compared.SelectMany(one => one.Metrics).Select(metric => metric.Key).Distinct().Order(StringComparer.Ordinal).Take(MostMetrics).ToList();
        if (choice.Metric.Length == 0) choice = choice with { Metric = metrics.Find(metric => compared.TrueForAll(one => one.Metrics.Any(own => own.Key == metric))) ?? metrics.FirstOrDefault("") };
        var curve = choice.Metric.Length == 0 ? null : CurveDrawing.Of(choice.Metric, await SeriesAsync(compared, choice.Metric, history, cancellation), choice);
        return ConsolePage.Of<ComparisonPage, ComparisonView>(new(compared, choice, metrics, curve));
    }

    private static async Task<IReadOnlyList<CurveSeries>> SeriesAsync(List<RunData> runs, string metric, MetricHistory history, CancellationToken cancellation)
    {
        var series = new List<CurveSeries>();
        foreach (var run in runs.Select(data => data.Run))
            series.Add(new(TrackingWords.NameOf(run), await history.DrawAsync(run.Experiment.Project, run.Id, metric, ChartFrame.Whole(Columns), cancellation)));
        return series;
    }
}
