using Athanor.Access.Authorization;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Charts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Athanor.Tracking.Api;

/// <summary>What our own pages and commands want to know of runs beyond what MLflow answers.</summary>
internal static class RunDoor
{
    private const int UsualColumns = 800;

    public static void MapRuns(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1/runs").WithTags("tracking");
        api.MapGet("/{run}/chart", DrawAsync).AnyCaller("It takes tracking:read in the run's project.");
    }

    /// <summary>A metric of a run in columns of pixels.</summary>
    public sealed record ChartView(string Key, IReadOnlyList<ColumnView> Columns);

    /// <summary>Where a column begins, and its least, greatest and last number; none where there is no number.</summary>
    public sealed record ColumnView(long From, double? Least, double? Greatest, double? Last);

    private static async Task<Ok<ChartView>> DrawAsync(Caller caller, string run, string key, int? columns, long? from, long? until, bool? byTime, RunBook runs, MetricHistory history, CancellationToken cancellation)
    {
        if (columns is < 1 or > ChartFrame.MostColumns) throw new ProblemException(TrackingProblems.Invalid($"A chart has between 1 and {ChartFrame.MostColumns} columns."));
        var project = await runs.ProjectOfAsync(caller, run, TrackingPermissions.Read, cancellation);
        var frame = new ChartFrame(from ?? long.MinValue, until ?? long.MaxValue, columns ?? UsualColumns, byTime == true);
        var drawn = await history.DrawAsync(project, run, key, frame, cancellation);
        return TypedResults.Ok(new ChartView(key, [.. drawn.Select(column => new ColumnView(column.From, NumberOf(column.Least), NumberOf(column.Greatest), NumberOf(column.Last)))]));
    }

    private static double? NumberOf(double value) => double.IsNaN(value) ? null : value;
}
