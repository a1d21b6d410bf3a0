using Athanor.Foundation.Problems;
using Athanor.Objects.Door;
using Athanor.Tracking.Artifacts;
using Athanor.Tracking.Model;
using Athanor.WebConsole.Browsing;

namespace Athanor.WebConsole.Tracking;

internal static class RunFilesReading
{
    private const int PageSize = 100;

    public static async Task<RunFiles> OfAsync(PersonalDoor door, string project, Run run, string path, string after, ArtifactStore artifacts, CancellationToken cancellation)
    {
        if (!ArtifactPath.TryParse(path, out var within) || !ArtifactPath.TryParse(after, out _)) throw new ProblemException(ConsoleProblems.BadField("path", "It is a path of a file or a folder."));
        if (ArtifactStore.PlaceOf(run) is not { } root || await artifacts.FindBucketAsync(project, cancellation) is not { } bucket) return new(within.Value, ArtifactPage.Empty);
        var whole = within.Below(root);
        var files = new RunFiles(within.Value, ArtifactPage.Empty) { Place = (bucket, root.Value) };
        return await artifacts.FindAsync(project, whole, cancellation) is { } file
            ? files with { Preview = await PreviewReading.OfAsync(door, file.Bucket, file.Object, version: null) }
            : files with { Page = await artifacts.ListAsync(project, whole, after, PageSize, cancellation) };
    }
}
