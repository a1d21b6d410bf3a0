using Athanor.Foundation.Problems;
using Athanor.Tracking.Artifacts;
using Microsoft.AspNetCore.Http;

namespace Athanor.Tracking.Api.Artifacts;

/// <summary>Artifacts by their paths in the project, as <c>mlflow-artifacts:</c> names them.</summary>
internal static class ProxyApi
{
    private const int ReadAtOnce = 1000;

    /// <summary>What is in a folder, all of it, sent as it is read: this message has no pages.</summary>
    public static async Task<MlflowAnswer> ListAsync(MlflowRequest request, ArtifactStore artifacts)
    {
        var folder = ArtifactPath.Parse(request.Fields.Text("path"));
        var first = await artifacts.ListAsync(request.Project, folder, "", ReadAtOnce, request.Cancellation);
        return new(async (json, cancellation) =>
        {
            json.WriteStartArray("files");
            for (var page = first; ; page = await artifacts.ListAsync(request.Project, folder, page.Next!, ReadAtOnce, cancellation))
            {
                foreach (var entry in page.Entries) ArtifactJson.Write(json, entry.Name, entry);
                await json.FlushAsync(cancellation);
                if (page.Next is null) break;
            }
            json.WriteEndArray();
        });
    }

    public static async Task<IResult> DownloadAsync(ArtifactRequest request, ArtifactStore artifacts)
    {
        if (request.Path.IsRoot) return await ListAsync(await MlflowRequest.BindAsync(request.Http.HttpContext), artifacts);
        return new ArtifactDownload(request.Door, await FindAsync(request, artifacts));
    }

    public static async Task<MlflowAnswer> UploadAsync(ArtifactRequest request, ArtifactStore artifacts)
    {
        var stored = await artifacts.PutAsync(request.Actor, request.Project, request.Path, request.Http.Body, request.Http.ContentLength, SafeType.Of(request.Path.Name), request.Cancellation);
        request.Door.NoteReceived(stored.Bucket, stored.Object.Size);
        return MlflowAnswer.Empty;
    }

    public static async Task<MlflowAnswer> DeleteAsync(ArtifactRequest request, ArtifactStore artifacts)
    {
        await artifacts.RemoveAsync(request.Actor, request.Project, request.Path, request.Cancellation);
        return MlflowAnswer.Empty;
    }

    internal static async Task<StoredArtifact> FindAsync(ArtifactRequest request, ArtifactStore artifacts) =>
        await artifacts.FindAsync(request.Project, request.Path, request.Cancellation) ?? throw new ProblemException(TrackingProblems.NoArtifact(request.Path.Value));
}
