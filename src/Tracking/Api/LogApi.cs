using Athanor.Foundation.Problems;
using Athanor.Tracking.Model;

namespace Athanor.Tracking.Api;

internal static class LogApi
{
    public static Task<MlflowAnswer> LogMetricAsync(MlflowRequest request, RunLog log) => LogAsync(request, log, new() { Metrics = [MetricOf(request.Fields)] });

    public static Task<MlflowAnswer> LogParamAsync(MlflowRequest request, RunLog log) =>
        LogAsync(request, log, new() { Params = [new(request.Fields.Required("key"), request.Fields.Present("value"))] });

    public static Task<MlflowAnswer> SetTagAsync(MlflowRequest request, RunLog log) => LogAsync(request, log, new() { Tags = [new(request.Fields.Required("key"), request.Fields.Present("value"))] });

    public static Task<MlflowAnswer> LogBatchAsync(MlflowRequest request, RunLog log) => LogAsync(request, log, new()
    {
        Metrics = [.. request.Fields.Objects("metrics").Select(MetricOf)],
        Params = SearchFields.Tags(request.Fields, "params"),
        Tags = SearchFields.Tags(request.Fields, "tags"),
    });

    public static async Task<MlflowAnswer> DeleteTagAsync(MlflowRequest request, RunLog log)
    {
        await log.RemoveTagAsync(request.Project, request.Fields.Required("run_id"), request.Fields.Required("key"), request.Cancellation);
        return MlflowAnswer.Empty;
    }

    public static async Task<MlflowAnswer> LogInputsAsync(MlflowRequest request, RunLog log)
    {
        var models = request.Fields.Objects("models").Select(model => model.Required("model_id")).ToList();
        await log.LogInputsAsync(request.Project, request.Fields.Required("run_id"), [.. request.Fields.Objects("datasets").Select(InputOf)], models, request.Cancellation);
        return MlflowAnswer.Empty;
    }

    private static async Task<MlflowAnswer> LogAsync(MlflowRequest request, RunLog log, LoggedBatch batch)
    {
        await log.LogAsync(request.Project, RunApi.IdOf(request), batch, request.Cancellation);
        return MlflowAnswer.Empty;
    }

    private static LoggedMetric MetricOf(Fields fields)
    {
        var (key, value) = (fields.Required("key"), fields.Double("value"));
        var timestamp = fields.Long("timestamp") ?? throw new ProblemException(TrackingProblems.Missing("timestamp"));
        return new(key, new(fields.Long("step") ?? 0, timestamp, value)) { Subject = SubjectOf(fields) };
    }

    private static MetricSubject? SubjectOf(Fields fields) =>
        fields.Text("model_id") is { Length: > 0 } model ? new(model, fields.Text("dataset_name") ?? "", fields.Text("dataset_digest") ?? "") : null;

    private static DatasetInput InputOf(Fields fields)
    {
        var dataset = fields.Object("dataset");
        return new(dataset.Required("name"), dataset.Required("digest"), dataset.Required("source_type"), dataset.Required("source"))
        {
            Schema = dataset.Text("schema"),
            Profile = dataset.Text("profile"),
            Tags = SearchFields.Tags(fields, "tags"),
        };
    }
}
