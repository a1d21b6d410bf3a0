using Athanor.Access.Authorization;
using Athanor.Foundation.Problems;
using Athanor.Objects.Door;
using Athanor.Tracking.Artifacts;
using Athanor.Tracking.Registry;
using Athanor.Tracking.Registry.Model;
using Athanor.Tracking.Registry.Signing;
using Athanor.Tracking.Registry.Sources;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Athanor.Tracking.Api.Registry;

/// <summary>The files of a version, and what the server signed about them.</summary>
internal static class ModelFilesApi
{
    public sealed record FileList(string Model, long Version, IReadOnlyList<ArtifactFile> Files);

    public static async Task<Ok<SignedManifest>> GetManifestAsync(Caller caller, string model, string reference, string? project, ProjectChoice projects, ModelVersions versions, ModelFiles files, CancellationToken cancellation)
    {
        var version = await FindAsync(caller, model, reference, project, projects, versions, cancellation);
        return TypedResults.Ok(await files.FindManifestAsync(version, cancellation) ?? throw new ProblemException(RegistryProblems.Unsigned(version.Model, version.Number)));
    }

    public static async Task<Ok<VersionVerdict>> VerifyAsync(Caller caller, string model, string reference, string? project, ProjectChoice projects, ModelVersions versions, ModelFiles files, CancellationToken cancellation) =>
        TypedResults.Ok(await files.VerifyAsync(await FindAsync(caller, model, reference, project, projects, versions, cancellation), cancellation));

    public static async Task<Ok<FileList>> ListAsync(PersonalDoor door, string model, string reference, string? project, ProjectChoice projects, ModelVersions versions, ModelFiles files, CancellationToken cancellation)
    {
        var version = await FindAsync(door.Caller, model, reference, project, projects, versions, cancellation);
        return TypedResults.Ok(new FileList(version.Model, version.Number, await files.ListAsync(version, new PersonalBucketAccess(door), cancellation)));
    }

    public static async Task<FileStreamHttpResult> OpenAsync(PersonalDoor door, string model, string reference, string path, string? project, ProjectChoice projects, ModelVersions versions, ModelFiles files, CancellationToken cancellation)
    {
        var version = await FindAsync(door.Caller, model, reference, project, projects, versions, cancellation);
        return TypedResults.Stream(await files.OpenAsync(version, path, new PersonalBucketAccess(door), cancellation), "application/octet-stream");
    }

    private static async Task<ModelVersion> FindAsync(Caller caller, string model, string reference, string? project, ProjectChoice projects, ModelVersions versions, CancellationToken cancellation) =>
        await versions.ResolveAsync(await projects.ChooseAsync(caller, TrackingPermissions.Read, project, cancellation), model, reference, cancellation);
}
