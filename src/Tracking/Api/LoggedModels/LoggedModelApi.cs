using Athanor.Foundation.Problems;
using Athanor.Objects.Door;
using Athanor.Tracking.Api.Artifacts;
using Athanor.Tracking.Artifacts;
using Athanor.Tracking.LoggedModels;

namespace Athanor.Tracking.Api.LoggedModels;

internal static class LoggedModelApi
{
    public static async Task<MlflowAnswer> CreateAsync(MlflowRequest request, LoggedModelBook models)
    {
        var fields = request.Fields;
        var draft = new LoggedModelDraft(fields.Required("experiment_id"))
        {
            Name = fields.Text("name"),
            Type = fields.Text("model_type"),
            SourceRun = fields.Text("source_run_id"),
            Params = SearchFields.Tags(fields, "params"),
            Tags = SearchFields.Tags(fields, "tags"),
        };
        return LoggedModelJson.Answer(await models.CreateAsync(request.Actor, request.Project, draft, request.Cancellation));
    }

    public static async Task<MlflowAnswer> GetAsync(MlflowRequest request, string model, LoggedModelBook models) => LoggedModelJson.Answer(await models.GetAsync(request.Project, model, request.Cancellation));

    public static async Task<MlflowAnswer> FinishAsync(MlflowRequest request, string model, LoggedModelBook models)
    {
        var name = request.Fields.Required("status");
        var status = LoggedModelStatuses.Find(name) ?? throw new ProblemException(TrackingProblems.InvalidValue("status", name));
        return LoggedModelJson.Answer(await models.FinishAsync(request.Actor, request.Project, model, status, request.Cancellation));
    }

    public static async Task<MlflowAnswer> DeleteAsync(MlflowRequest request, string model, LoggedModelBook models)
    {
        await models.DeleteAsync(request.Actor, request.Project, model, request.Cancellation);
        return MlflowAnswer.Empty;
    }

    public static async Task<MlflowAnswer> SetTagsAsync(MlflowRequest request, string model, LoggedModelBook models) =>
        LoggedModelJson.Answer(await models.SetTagsAsync(request.Project, model, SearchFields.Tags(request.Fields, "tags"), request.Cancellation));

    public static async Task<MlflowAnswer> RemoveTagAsync(MlflowRequest request, string model, string key, LoggedModelBook models)
    {
        await models.RemoveTagAsync(request.Project, model, key, request.Cancellation);
        return MlflowAnswer.Empty;
    }

    public static async Task<MlflowAnswer> LogParamsAsync(MlflowRequest request, string model, LoggedModelBook models)
    {
        await models.LogParamsAsync(request.Project, model, SearchFields.Tags(request.Fields, "params"), request.Cancellation);
        return MlflowAnswer.Empty;
    }

    public static async Task<MlflowAnswer> SearchAsync(MlflowRequest request, LoggedModelBook models)
    {
        var fields = request.Fields;
        var found = await models.SearchAsync(
            request.Project,
            new(fields.Texts("experiment_ids"))
            {
                Filter = fields.Text("filter") ?? "",
                Datasets = [.. fields.Objects("datasets").Select(dataset => new DatasetName(dataset.Required("dataset_name"), Given(dataset.Text("dataset_digest"))))],
                OrderBy = [.. fields.Objects("order_by").Select(OrderOf)],
                Limit = SearchFields.Limit(fields, LoggedModelSearch.UsualLimit),
                PageToken = fields.Text("page_token"),
            },
            request.Cancellation);
        return MlflowAnswer.Of(json =>
        {
            json.WriteStartArray("models");
            foreach (var model in found.Items) LoggedModelJson.Write(json, model);
            json.WriteEndArray();
            if (found.Next is { } next) json.WriteString("next_page_token", next);
        });
    }

    public static async Task<MlflowAnswer> ListFilesAsync(MlflowRequest request, string model, LoggedModelBook models, ArtifactStore artifacts)
    {
        var folder = ArtifactPath.Parse(request.Fields.Text("artifact_directory_path"));
        var found = await models.GetAsync(request.Project, model, request.Cancellation);
        return ArtifactJson.Answer(found.ArtifactUri, folder, await RunFilesApi.PageAsync(request, artifacts, found.ArtifactUri, folder));
    }

    public static async Task<ArtifactDownload> DownloadAsync(MlflowRequest request, string model, PersonalDoor door, LoggedModelBook models, ArtifactStore artifacts)
    {
        var path = ArtifactPath.Parse(request.Fields.Required("artifact_file_path"));
        var found = await models.GetAsync(request.Project, model, request.Cancellation);
        return new(door, await RunFilesApi.FindAsync(request, artifacts, found.ArtifactUri, path));
    }

    private static LoggedModelOrder OrderOf(Fields term)
    {
        var (name, digest) = (Given(term.Text("dataset_name")), Given(term.Text("dataset_digest")));
        if (digest is not null && name is null) throw new ProblemException(TrackingProblems.Invalid("`dataset_digest` may only be set if `dataset_name` is also set."));
        return new(term.Required("field_name"), term.Flag("ascending") ?? true) { Dataset = name is null ? null : new(name, digest) };
    }

    private static string? Given(string? text) => text is { Length: > 0 } ? text : null;
}
