using System.Text.Json;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Model;

namespace Athanor.Tracking.Api;

internal static class RunApi
{
    private const int UsualPage = 1000;
    private const int LoadedAtOnce = 500;

    public static async Task<MlflowAnswer> CreateAsync(MlflowRequest request, RunBook runs)
    {
        var fields = request.Fields;
        var draft = new RunDraft(fields.Text("experiment_id") is { Length: > 0 } experiment ? experiment : "0")
        {
            Name = fields.Text("run_name"),
            UserId = fields.Text("user_id"),
            StartTime = fields.Long("start_time") ?? 0,
            Tags = SearchFields.Tags(fields, "tags"),
        };
        return Answer(await runs.CreateAsync(request.Actor, request.Project, draft, request.Cancellation));
    }

    public static async Task<MlflowAnswer> GetAsync(MlflowRequest request, RunBook runs) => Answer(await runs.GetAsync(request.Project, IdOf(request), request.Cancellation));

    public static async Task<MlflowAnswer> UpdateAsync(MlflowRequest request, RunBook runs)
    {
        var change = new RunChange { Status = StatusOf(request.Fields), EndTime = request.Fields.Long("end_time"), Name = request.Fields.Text("run_name") };
        var run = await runs.UpdateAsync(request.Actor, request.Project, IdOf(request), change, request.Cancellation);
        return MlflowAnswer.Of(json =>
        {
            json.WritePropertyName("run_info");
            MlflowJson.Write(json, run);
        });
    }

    public static async Task<MlflowAnswer> DeleteAsync(MlflowRequest request, RunBook runs)
    {
        await runs.DeleteAsync(request.Actor, request.Project, request.Fields.Required("run_id"), request.Cancellation);
        return MlflowAnswer.Empty;
    }

    public static async Task<MlflowAnswer> RestoreAsync(MlflowRequest request, RunBook runs)
    {
        await runs.RestoreAsync(request.Actor, request.Project, request.Fields.Required("run_id"), request.Cancellation);
        return MlflowAnswer.Empty;
    }

    public static async Task<MlflowAnswer> SearchAsync(MlflowRequest request, RunBook runs)
    {
        var fields = request.Fields;
        var found = await runs.SearchAsync(
            request.Project,
            new(fields.Texts("experiment_ids"))
            {
                Filter = fields.Text("filter") ?? "",
                View = SearchFields.View(fields, "run_view_type"),
                OrderBy = fields.Texts("order_by"),
                Limit = SearchFields.Limit(fields, UsualPage),
                PageToken = fields.Text("page_token"),
            },
            request.Cancellation);
        return new((json, cancellation) => WriteAsync(json, found, runs, cancellation));
    }

    internal static string IdOf(MlflowRequest request) => request.Fields.Required("run_id", "run_uuid");

    // A page may hold more than memory should: it is read and sent a piece at a time.
    private static async Task WriteAsync(Utf8JsonWriter json, Search.SearchPage<long> found, RunBook runs, CancellationToken cancellation)
    {
        json.WriteStartArray("runs");
        foreach (var keys in found.Items.Chunk(LoadedAtOnce))
        {
            foreach (var run in await runs.LoadAsync(keys, cancellation)) MlflowJson.Write(json, run);
            await json.FlushAsync(cancellation);
        }
        json.WriteEndArray();
        if (found.Next is { } next) json.WriteString("next_page_token", next);
    }

    private static RunStatus? StatusOf(Fields fields)
    {
        if (fields.Text("status") is not { Length: > 0 } name) return null;
        return RunStatuses.TryParse(name, out var status) ? status : throw new ProblemException(TrackingProblems.InvalidValue("status", name));
    }

    private static MlflowAnswer Answer(RunData run) => MlflowAnswer.Of(json =>
    {
        json.WritePropertyName("run");
        MlflowJson.Write(json, run);
    });
}
