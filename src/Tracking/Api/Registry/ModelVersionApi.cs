using System.Text.Json;
using Athanor.Objects.Door;
using Athanor.Tracking.Model;
using Athanor.Tracking.Registry;
using Athanor.Tracking.Registry.Model;
using Athanor.Tracking.Registry.Sources;
using Athanor.Tracking.Search;

namespace Athanor.Tracking.Api.Registry;

internal static class ModelVersionApi
{
    private const int UsualPage = 200_000;
    private const int LoadedAtOnce = 500;

    public static async Task<MlflowAnswer> CreateAsync(MlflowRequest request, PersonalDoor door, ModelVersions versions)
    {
        var fields = request.Fields;
        var draft = new ModelVersionDraft(fields.Required("name"), fields.Required("source"))
        {
            Run = fields.Text("run_id"),
            RunLink = RegistryRules.CheckLink(fields.Text("run_link")),
            Description = fields.Text("description"),
            Tags = SearchFields.Tags(fields, "tags"),
        };
        return RegistryJson.Answer(await versions.CreateAsync(request.Actor, request.Project, draft, new PersonalBucketAccess(door), request.Cancellation));
    }

    public static async Task<MlflowAnswer> UpdateAsync(MlflowRequest request, ModelVersions versions)
    {
        var (name, version) = Named(request);
        return RegistryJson.Answer(await versions.DescribeAsync(request.Project, name, version, request.Fields.Text("description"), request.Cancellation));
    }

    public static async Task<MlflowAnswer> TransitionAsync(MlflowRequest request, ModelPromotion promotion)
    {
        var (name, version) = Named(request);
        return RegistryJson.Answer(await promotion.TransitionAsync(
            request.Actor, request.Project, name, version, request.Fields.Required("stage"), request.Fields.Flag("archive_existing_versions") ?? false, "", request.Cancellation));
    }

    public static async Task<MlflowAnswer> DeleteAsync(MlflowRequest request, ModelVersions versions)
    {
        var (name, version) = Named(request);
        await versions.DeleteAsync(request.Actor, request.Project, name, version, request.Cancellation);
        return MlflowAnswer.Empty;
    }

    public static async Task<MlflowAnswer> GetAsync(MlflowRequest request, ModelVersions versions)
    {
        var (name, version) = Named(request);
        return RegistryJson.Answer(await versions.GetAsync(request.Project, name, version, request.Cancellation));
    }

    public static async Task<MlflowAnswer> SearchAsync(MlflowRequest request, ModelVersions versions)
    {
        var found = await versions.SearchAsync(request.Project, RegistryFields.Search(request.Fields, UsualPage), request.Cancellation);
        return new((json, cancellation) => WriteAsync(json, found, versions, cancellation));
    }

    public static async Task<MlflowAnswer> GetDownloadUriAsync(MlflowRequest request, ModelVersions versions)
    {
        var (name, version) = Named(request);
        var found = await versions.GetAsync(request.Project, name, version, request.Cancellation);
        return MlflowAnswer.Of(json => json.WriteString("artifact_uri", found.Storage));
    }

    public static async Task<MlflowAnswer> SetTagAsync(MlflowRequest request, ModelVersions versions)
    {
        var (name, version) = Named(request);
        await versions.SetTagAsync(request.Project, name, version, new NamedText(request.Fields.Required("key"), request.Fields.Present("value")), request.Cancellation);
        return MlflowAnswer.Empty;
    }

    public static async Task<MlflowAnswer> DeleteTagAsync(MlflowRequest request, ModelVersions versions)
    {
        var (name, version) = Named(request);
        await versions.RemoveTagAsync(request.Project, name, version, request.Fields.Required("key"), request.Cancellation);
        return MlflowAnswer.Empty;
    }

    private static (string Name, string Version) Named(MlflowRequest request) => (request.Fields.Required("name"), request.Fields.Required("version"));

    // A page may hold more than memory should: it is read and sent a piece at a time.
    private static async Task WriteAsync(Utf8JsonWriter json, SearchPage<long> found, ModelVersions versions, CancellationToken cancellation)
    {
        json.WriteStartArray("model_versions");
        foreach (var keys in found.Items.Chunk(LoadedAtOnce))
        {
            foreach (var version in await versions.LoadAsync(keys, cancellation)) RegistryJson.Write(json, version);
            await json.FlushAsync(cancellation);
        }
        json.WriteEndArray();
        if (found.Next is { } next) json.WriteString("next_page_token", next);
    }
}
