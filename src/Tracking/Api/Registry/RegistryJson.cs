using System.Text.Json;
using Athanor.Tracking.Registry.Model;

namespace Athanor.Tracking.Api.Registry;

/// <summary>Models and versions in MLflow's words. What is not there is left out, as protobuf does.</summary>
internal static class RegistryJson
{
    public static MlflowAnswer Answer(RegisteredModel model) => MlflowAnswer.Of(json =>
    {
        json.WritePropertyName("registered_model");
        Write(json, model);
    });

    public static MlflowAnswer Answer(ModelVersion version) => MlflowAnswer.Of(json =>
    {
        json.WritePropertyName("model_version");
        Write(json, version);
    });

    public static void Write(Utf8JsonWriter json, RegisteredModel model)
    {
        json.WriteStartObject();
        json.WriteString("name", model.Name);
        json.WriteNumber("creation_timestamp", model.CreatedAt);
        json.WriteNumber("last_updated_timestamp", model.UpdatedAt);
        WriteText(json, "description", model.Description);
        MlflowJson.WriteList(json, "latest_versions", model.LatestVersions, Write);
        MlflowJson.WriteList(json, "tags", model.Tags, MlflowJson.Write);
        MlflowJson.WriteList(json, "aliases", model.Aliases, Write);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, ModelVersion version)
    {
        json.WriteStartObject();
        json.WriteString("name", version.Model);
        json.WriteString("version", version.Version);
        json.WriteNumber("creation_timestamp", version.CreatedAt);
        json.WriteNumber("last_updated_timestamp", version.UpdatedAt);
        json.WriteString("user_id", version.CreatedBy);
        json.WriteString("current_stage", version.Stage);
        WriteText(json, "description", version.Description);
        json.WriteString("source", version.Source);
        WriteText(json, "run_id", version.Run);
        json.WriteString("status", "READY");
        WriteText(json, "run_link", version.RunLink);
        MlflowJson.WriteList(json, "tags", version.Tags, MlflowJson.Write);
        MlflowJson.WriteList(json, "aliases", version.Aliases, (writer, alias) => writer.WriteStringValue(alias));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ModelAlias alias)
    {
        json.WriteStartObject();
        json.WriteString("alias", alias.Alias);
        json.WriteString("version", $"{alias.Version}");
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null) json.WriteString(name, text);
    }
}
