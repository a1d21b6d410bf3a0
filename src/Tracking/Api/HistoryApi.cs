using System.Text.Json;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Model;
using Athanor.Tracking.Series;

namespace Athanor.Tracking.Api;

internal static class HistoryApi
{
    private const int MostRuns = 100;

    /// <summary>Without a limit all of it, sent as it is read.</summary>
    public static async Task<MlflowAnswer> GetAsync(MlflowRequest request, MetricHistory history)
    {
        var (run, key, limit) = (RunApi.IdOf(request), request.Fields.Required("metric_key"), request.Fields.Long("max_results"));
        if (limit < 1) throw new ProblemException(TrackingProblems.InvalidValue("max_results", $"{limit}"));
        var size = (int)Math.Min(limit ?? MetricHistory.LargestPage, MetricHistory.LargestPage);
        var first = await history.ReadAsync(request.Project, run, key, PlaceOf(request.Fields.Text("page_token")), size, request.Cancellation);
        return new(async (json, cancellation) =>
        {
            var page = first;
            json.WriteStartArray("metrics");
            await WriteAsync(json, key, null, page, cancellation);
            while (limit is null && page.Next is { } next)
            {
                page = await history.ReadAsync(request.Project, run, key, next, size, cancellation);
                await WriteAsync(json, key, null, page, cancellation);
            }
            json.WriteEndArray();
            if (page.Next is { } rest) json.WriteString("next_page_token", rest.ToString());
        });
    }

    /// <summary>Of several runs, up to a number of points in all.</summary>
    public static async Task<MlflowAnswer> GetBulkAsync(MlflowRequest request, MetricHistory history)
    {
        var (runs, key) = (RunsOf(request.Fields, "run_id", "GetMetricHistoryBulk"), request.Fields.Required("metric_key"));
        var rest = (int)Math.Clamp(request.Fields.Long("max_results") ?? MetricHistory.LargestPage, 1, MetricHistory.LargestPage);
        var found = new List<(string Run, MetricPoint Point)>();
        foreach (var run in runs.Order(StringComparer.Ordinal))
        {
            if (found.Count == rest) break;
            var page = await history.ReadAsync(request.Project, run, key, default, rest - found.Count, request.Cancellation);
            found.AddRange(page.Points.Select(point => (run, point)));
        }
        return Answer(key, found);
    }

    public static async Task<MlflowAnswer> GetIntervalAsync(MlflowRequest request, MetricHistory history)
    {
        var (runs, key) = (RunsOf(request.Fields, "run_ids", "GetMetricHistoryBulkInterval"), request.Fields.Required("metric_key"));
        var (from, until) = (request.Fields.Long("start_step"), request.Fields.Long("end_step"));
        if (from is null != until is null) throw new ProblemException(TrackingProblems.Invalid("If either start step or end step are specified, both must be specified."));
        if (from > until) throw new ProblemException(TrackingProblems.Invalid($"end_step must be greater than start_step. Found start_step={from} and end_step={until}."));
        var steps = request.Fields.Long("max_results") ?? StepSample.MostPerRun;
        if (steps is < 1 or > StepSample.MostPerRun) throw new ProblemException(TrackingProblems.Invalid($"max_results must be between 1 and {StepSample.MostPerRun}."));
        return Answer(key, await history.SampleAsync(request.Project, runs, key, from ?? long.MinValue, until ?? long.MaxValue, (int)steps, request.Cancellation));
    }

    private static HistoryPlace PlaceOf(string? token)
    {
        if (token is null or "") return default;
        return HistoryPlace.TryParse(token, out var place) ? place : throw new ProblemException(TrackingProblems.BadPageToken);
    }

    private static List<string> RunsOf(Fields fields, string name, string message)
    {
        var runs = fields.Texts(name).Distinct(StringComparer.Ordinal).ToList();
        if (runs.Count == 0) throw new ProblemException(TrackingProblems.Invalid($"{message} request must specify at least one {name}."));
        if (runs.Count > MostRuns) throw new ProblemException(TrackingProblems.Invalid($"{message} request cannot specify more than {MostRuns} {name}s. Received {runs.Count} {name}s."));
        return runs;
    }

    private static MlflowAnswer Answer(string key, IReadOnlyList<(string Run, MetricPoint Point)> found) => MlflowAnswer.Of(json =>
    {
        json.WriteStartArray("metrics");
        foreach (var (run, point) in found) MlflowJson.Write(json, key, point, run);
        json.WriteEndArray();
    });

    private static async Task WriteAsync(Utf8JsonWriter json, string key, string? run, HistoryPage page, CancellationToken cancellation)
    {
        foreach (var point in page.Points) MlflowJson.Write(json, key, point, run);
        await json.FlushAsync(cancellation);
    }
}
