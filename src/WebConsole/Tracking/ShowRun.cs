using Athanor.Objects.Door;
using Athanor.Tracking;
using Athanor.Tracking.Artifacts;
using Athanor.Tracking.Charts;
using Athanor.WebConsole.Shell;
using Athanor.WebConsole.Tracking.Curves;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Tracking;

internal static class ShowRun
{
    private const int MostCurves = 12;
    private const int Columns = 400;

    public static async Task<IResult> HandleAsync(
        PersonalDoor door, string run, CurveChoice choice, string? path, string? after, RunBook runs, MetricHistory history, ArtifactStore artifacts, CancellationToken cancellation)
    {
        var project = await runs.ProjectOfAsync(door.Caller, run, TrackingPermissions.Read, cancellation);
        var data = await runs.GetAsync(project, run, cancellation);
        var names = data.Metrics.Select(metric => metric.Key).Where(name => name.Contains(choice.Metric, StringComparison.OrdinalIgnoreCase)).Distinct().Order(StringComparer.Ordinal).ToList();
        var curves = new List<CurveDrawing>();
        foreach (var name in names.Take(MostCurves))
            curves.Add(CurveDrawing.Of(name, [new(TrackingWords.NameOf(data.Run), await history.DrawAsync(project, run, name, ChartFrame.Whole(Columns), cancellation))], choice));
        var files = await RunFilesReading.OfAsync(door, project, data.Run, path ?? "", after ?? "", artifacts, cancellation);
        return ConsolePage.Of<RunPage, RunView>(new(data, project, choice, curves, names.Count, files));
    }
}
