using System.Text.Json;
using System.Text.Json.Serialization;
using Athanor.Tracking.Artifacts;
using Athanor.Tracking.Registry.Model;

namespace Athanor.Tracking.Registry.Signing;

/// <summary>What is signed. The model's identity outlives its name, so that a manifest cannot be passed on to another model.</summary>
internal sealed record ModelManifest(int Format, string Model, long Version, string Project, string Source, string? Run, long CreatedAt, IReadOnlyList<ArtifactFile> Files)
{
    public const int MostFiles = 10_000;

    private const int CurrentFormat = 1;

    public static ModelManifest Of(ModelVersion version, IReadOnlyList<ArtifactFile> files) =>
        new(CurrentFormat, version.ModelIdentity, version.Number, version.Project, version.Source, version.Run, version.CreatedAt, [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)]);

    public static ModelManifest Read(string text) => JsonSerializer.Deserialize(text, ManifestJson.Default.ModelManifest)!;

    public string Write() => JsonSerializer.Serialize(this, ManifestJson.Default.ModelManifest);

    /// <summary>Whether it was signed for this version, and not for another one.</summary>
    public bool IsOf(ModelVersion version) => (Model, Version, Project, Source, Run) == (version.ModelIdentity, version.Number, version.Project, version.Source, version.Run);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ModelManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
