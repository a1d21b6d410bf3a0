using System.Text.Json;
using Athanor.Tracking.Artifacts;

namespace Athanor.Tracking.Api.Artifacts;

/// <summary>Files and folders in MLflow's words.</summary>
internal static class ArtifactJson
{
    public static void Write(Utf8JsonWriter json, string path, ArtifactEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("path", path);
        json.WriteBoolean("is_dir", entry.IsFolder);
        if (entry.Size is { } size) json.WriteNumber("file_size", size);
        json.WriteEndObject();
    }

    /// <summary>A page of what is in a folder, by paths from the place on that was asked for.</summary>
    public static MlflowAnswer Answer(string root, ArtifactPath folder, ArtifactPage page) => MlflowAnswer.Of(json =>
    {
        json.WriteString("root_uri", root);
        json.WriteStartArray("files");
        foreach (var entry in page.Entries) Write(json, folder.IsRoot ? entry.Name : $"{folder.Value}/{entry.Name}", entry);
        json.WriteEndArray();
        if (page.Next is { } next) json.WriteString("next_page_token", next);
    });
}
