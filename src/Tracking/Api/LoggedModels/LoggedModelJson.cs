using System.Text.Json;
using Athanor.Tracking.LoggedModels;

namespace Athanor.Tracking.Api.LoggedModels;

/// <summary>Models in MLflow's words.</summary>
internal static class LoggedModelJson
{
    public static MlflowAnswer Answer(LoggedModel model) => MlflowAnswer.Of(json =>
    {
        json.WritePropertyName("model");
        Write(json, model);
    });

    public static void Write(Utf8JsonWriter json, LoggedModel model)
    {
        json.WriteStartObject();
        json.WriteStartObject("info");
        json.WriteString("model_id", model.Id);
        json.WriteString("experiment_id", model.ExperimentId);
        json.WriteString("name", model.Name);
        json.WriteNumber("creation_timestamp_ms", model.CreatedAt);
        json.WriteNumber("last_updated_timestamp_ms", model.UpdatedAt);
        json.WriteString("artifact_uri", model.ArtifactUri);
        json.WriteString("status", LoggedModelStatuses.NameOf(model.Status));
        if (model.Type is { } type) json.WriteString("model_type", type);
        if (model.SourceRun is { } run) json.WriteString("source_run_id", run);
        MlflowJson.WriteList(json, "tags", model.Tags, MlflowJson.Write);
        json.WriteEndObject();
        json.WriteStartObject("data");
        MlflowJson.WriteList(json, "params", model.Params, MlflowJson.Write);
        MlflowJson.WriteList(json, "metrics", model.Metrics, (writer, metric) => Write(writer, model.Id, metric));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string model, ModelMetric metric)
    {
        json.WriteStartObject();
        MlflowJson.WritePoint(json, metric.Key, metric.Point);
        if (metric.DatasetName.Length > 0) json.WriteString("dataset_name", metric.DatasetName);
        if (metric.DatasetDigest.Length > 0) json.WriteString("dataset_digest", metric.DatasetDigest);
        json.WriteString("model_id", model);
        json.WriteString("run_id", metric.Run);
        json.WriteEndObject();
    }
}
