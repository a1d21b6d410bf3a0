using Athanor.Foundation.Problems;
using Athanor.Objects.Door;
using Athanor.Tracking.Artifacts;

namespace Athanor.Tracking.Api.Artifacts;

/// <summary>The files of one run, by paths within it.</summary>
internal static class RunFilesApi
{
    private const long LargestUpload = 10 << 20;

    public static async Task<MlflowAnswer> ListAsync(MlflowRequest request, RunBook runs, ArtifactStore artifacts)
    {
        var folder = ArtifactPath.Parse(request.Fields.Text("path"));
        var run = await runs.FindAsync(request.Project, RunApi.IdOf(request), request.Cancellation);
        return ArtifactJson.Answer(run.ArtifactUri, folder, await PageAsync(request, artifacts, run.ArtifactUri, folder));
    }

    public static async Task<ArtifactDownload> DownloadAsync(MlflowRequest request, PersonalDoor door, RunBook runs, ArtifactStore artifacts)
    {
        var path = PathOf(request);
        var run = await runs.FindAsync(request.Project, RunApi.IdOf(request), request.Cancellation);
        return new(door, await FindAsync(request, artifacts, run.ArtifactUri, path));
    }

    /// <summary>Of MLflow's pages, which send small files; the body is the file, and the address says where it goes.</summary>
    public static async Task<MlflowAnswer> UploadAsync(ArtifactRequest request, RunBook runs, ArtifactStore artifacts)
    {
        if (request.Http.Query["run_uuid"] is not [{ Length: > 0 } id]) throw new ProblemException(TrackingProblems.Invalid("Request must specify run_uuid."));
        if (request.Http.Query["path"] is not [{ Length: > 0 } text]) throw new ProblemException(TrackingProblems.Invalid("Request must specify path."));
        var path = ArtifactPath.Parse(text);
        if (request.Http.ContentLength is > LargestUpload) throw new ProblemException(TrackingProblems.Invalid("Artifact size is too large. Max size is 10MB."));
        if (request.Http.ContentLength is null or 0) throw new ProblemException(TrackingProblems.Invalid("Request must specify data."));

        var run = await runs.FindAsync(request.Project, id, request.Cancellation);
        var stored = await artifacts.PutAsync(request.Actor, request.Project, path.Below(PlaceOf(run.ArtifactUri)), request.Http.Body, request.Http.ContentLength, SafeType.Of(path.Name), request.Cancellation);
        request.Door.NoteReceived(stored.Bucket, stored.Object.Size);
        return MlflowAnswer.Empty;
    }

    internal static async Task<ArtifactPage> PageAsync(MlflowRequest request, ArtifactStore artifacts, string root, ArtifactPath folder)
    {
        var after = request.Fields.Text("page_token") ?? "";
        if (!ArtifactPath.TryParse(after, out _)) throw new ProblemException(TrackingProblems.BadPageToken);
        return await artifacts.ListAsync(request.Project, folder.Below(PlaceOf(root)), after, ArtifactStore.LargestPage, request.Cancellation);
    }

    internal static async Task<StoredArtifact> FindAsync(MlflowRequest request, ArtifactStore artifacts, string root, ArtifactPath path) =>
        await artifacts.FindAsync(request.Project, path.Below(PlaceOf(root)), request.Cancellation) ?? throw new ProblemException(TrackingProblems.NoArtifact(path.Value));

    internal static ArtifactPath PlaceOf(string root) => ArtifactOwners.PlaceOf(root) ?? throw new ProblemException(TrackingProblems.KeptElsewhere(root));

    private static ArtifactPath PathOf(MlflowRequest request) =>
        ArtifactPath.Parse(request.Fields.Required("path")) is { IsRoot: false } path ? path : throw new ProblemException(TrackingProblems.InvalidPath);
}
