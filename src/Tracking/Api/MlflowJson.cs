using System.Text.Json;
using Athanor.Tracking.LoggedModels;
using Athanor.Tracking.Model;

namespace Athanor.Tracking.Api;

/// <summary>Experiments and runs in MLflow's words. Lists that are empty are left out, as protobuf does.</summary>
internal static class MlflowJson
{
    public static void Write(Utf8JsonWriter json, Experiment experiment)
    {
        json.WriteStartObject();
        json.WriteString("experiment_id", experiment.Id);
        json.WriteString("name", experiment.Name);
        json.WriteString("artifact_location", experiment.ArtifactLocation);
        json.WriteString("lifecycle_stage", StageOf(experiment.IsDeleted));
        json.WriteNumber("last_update_time", experiment.UpdatedAt);
        json.WriteNumber("creation_time", experiment.CreatedAt);
        WriteList(json, "tags", experiment.Tags, Write);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, RunData run)
    {
        json.WriteStartObject();
        json.WritePropertyName("info");
        Write(json, run.Run);
        json.WriteStartObject("data");
        WriteList(json, "metrics", run.Metrics, (writer, metric) => Write(writer, metric.Key, metric.Point, null));
        WriteList(json, "params", run.Params, Write);
        WriteList(json, "tags", run.Tags, Write);
        json.WriteEndObject();
        json.WriteStartObject("inputs");
        WriteList(json, "dataset_inputs", run.Inputs, Write);
        WriteList(json, "model_inputs", run.ModelInputs, WriteModel);
        json.WriteEndObject();
        json.WriteStartObject("outputs");
        WriteList(json, "model_outputs", run.ModelOutputs, Write);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, Run run)
    {
        json.WriteStartObject();
        json.WriteString("run_uuid", run.Id);
        json.WriteString("run_id", run.Id);
        json.WriteString("run_name", run.Name);
        json.WriteString("experiment_id", run.Experiment.Id);
        json.WriteString("user_id", run.UserId);
        json.WriteString("status", RunStatuses.NameOf(run.Status));
        json.WriteNumber("start_time", run.StartTime);
        if (run.EndTime is { } end) json.WriteNumber("end_time", end);
        json.WriteString("artifact_uri", run.ArtifactUri);
        json.WriteString("lifecycle_stage", StageOf(run.IsDeleted));
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, string key, MetricPoint point, string? run)
    {
        json.WriteStartObject();
        WritePoint(json, key, point);
        if (run is not null) json.WriteString("run_id", run);
        json.WriteEndObject();
    }

    public static void WritePoint(Utf8JsonWriter json, string key, MetricPoint point)
    {
        json.WriteString("key", key);
        if (double.IsFinite(point.Value)) json.WriteNumber("value", point.Value);
        else json.WriteString("value", "NaN");
        json.WriteNumber("timestamp", point.Timestamp);
        json.WriteNumber("step", point.Step);
    }

    public static void Write(Utf8JsonWriter json, NamedText text)
    {
        json.WriteStartObject();
        json.WriteString("key", text.Key);
        json.WriteString("value", text.Value);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, DatasetInput input)
    {
        json.WriteStartObject();
        WriteList(json, "tags", input.Tags, Write);
        json.WriteStartObject("dataset");
        json.WriteString("name", input.Name);
        json.WriteString("digest", input.Digest);
        json.WriteString("source_type", input.SourceType);
        json.WriteString("source", input.Source);
        if (input.Schema is { } schema) json.WriteString("schema", schema);
        if (input.Profile is { } profile) json.WriteString("profile", profile);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteModel(Utf8JsonWriter json, string model)
    {
        json.WriteStartObject();
        json.WriteString("model_id", model);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ModelOutput output)
    {
        json.WriteStartObject();
        json.WriteString("model_id", output.Model);
        json.WriteNumber("step", output.Step);
        json.WriteEndObject();
    }

    public static void WriteList<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        if (items.Count == 0) return;
        json.WriteStartArray(name);
        foreach (var item in items) write(json, item);
        json.WriteEndArray();
    }

    private static string StageOf(bool isDeleted) => isDeleted ? "deleted" : "active";
}
