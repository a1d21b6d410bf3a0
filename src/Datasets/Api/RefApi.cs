using System.Text.Json.Serialization;
using Athanor.Access.Authorization;
using Athanor.Datasets.Model;
using Athanor.Datasets.Names;
using Athanor.Foundation.Paging;
using Athanor.Foundation.Problems;
using Athanor.Objects.Door;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Athanor.Datasets.Api;

/// <summary>Branches and tags.</summary>
internal static class RefApi
{
    public sealed record BranchView(string Name, string? Head, long Version, bool Uncommitted, string? Protection, DateTimeOffset CreatedAt);

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record NewBranch(string Name, string? From);

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record ProtectionBody(string? Role);

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record NewTag(string Name, string Ref);

    public static async Task<Ok<Page<BranchView>>> ListBranchesAsync(PersonalDoor door, string dataset, string? after, int? limit, DatasetDirectory datasets, DatasetRefs refs, CancellationToken cancellation)
    {
        var found = await datasets.GetAsync(door, dataset, DatasetsPermissions.Read, cancellation);
        var page = await refs.ListBranchesAsync(found, after ?? "", Pages.SizeOf(limit), cancellation);
        var views = new List<BranchView>();
        foreach (var branch in page.Items) views.Add(await ViewAsync(refs, found, branch, cancellation));
        return TypedResults.Ok(new Page<BranchView>(views, page.Next));
    }

    public static async Task<Ok<BranchView>> GetBranchAsync(PersonalDoor door, string dataset, string branch, DatasetDirectory datasets, DatasetRefs refs, CancellationToken cancellation)
    {
        var found = await datasets.GetAsync(door, dataset, DatasetsPermissions.Read, cancellation);
        return TypedResults.Ok(await ViewAsync(refs, found, await refs.GetBranchAsync(found, branch, cancellation), cancellation));
    }

    public static async Task<Created<BranchView>> CreateBranchAsync(PersonalDoor door, string dataset, [FromBody] NewBranch body, DatasetDirectory datasets, DatasetRefs refs, CancellationToken cancellation)
    {
        var found = await datasets.GetAsync(door, dataset, DatasetsPermissions.Write, cancellation, body.Name);
        await DatasetDirectory.DemandContentAsync(door, found, body.From);
        var branch = await refs.CreateBranchAsync(door.Caller.Actor, found, RefName.Parse(body.Name), body.From, cancellation);
        return TypedResults.Created($"/api/v1/datasets/{found.Name}/branches/{branch.Name}", await ViewAsync(refs, found, branch, cancellation));
    }

    public static async Task<NoContent> RemoveBranchAsync(PersonalDoor door, string dataset, string branch, DatasetDirectory datasets, DatasetRefs refs, CancellationToken cancellation)
    {
        await refs.RemoveBranchAsync(door.Caller.Actor, await datasets.GetAsync(door, dataset, DatasetsPermissions.Write, cancellation, branch), branch, cancellation);
        return TypedResults.NoContent();
    }

    public static async Task<Ok<BranchView>> ProtectBranchAsync(PersonalDoor door, string dataset, string branch, [FromBody] ProtectionBody body, DatasetDirectory datasets, DatasetRefs refs, CancellationToken cancellation)
    {
        var found = await datasets.GetAsync(door, dataset, DatasetsPermissions.Manage, cancellation);
        Role? role = body.Role is null ? null : RoleNames.TryParse(body.Role, out var least) ? least : throw new ProblemException(DatasetsProblems.UnknownRole(body.Role));
        return TypedResults.Ok(await ViewAsync(refs, found, await refs.ProtectBranchAsync(door.Caller.Actor, found, branch, role, cancellation), cancellation));
    }

    public static async Task<Ok<Page<Tag>>> ListTagsAsync(PersonalDoor door, string dataset, string? after, int? limit, DatasetDirectory datasets, DatasetRefs refs, CancellationToken cancellation) =>
        TypedResults.Ok(await refs.ListTagsAsync(await datasets.GetAsync(door, dataset, DatasetsPermissions.Read, cancellation), after ?? "", Pages.SizeOf(limit), cancellation));

    public static async Task<Created<Tag>> CreateTagAsync(PersonalDoor door, string dataset, [FromBody] NewTag body, DatasetDirectory datasets, DatasetRefs refs, CancellationToken cancellation)
    {
        var found = await datasets.GetAsync(door, dataset, DatasetsPermissions.Write, cancellation);
        await DatasetDirectory.DemandContentAsync(door, found, body.Ref);
        return TypedResults.Created($"/api/v1/datasets/{found.Name}/tags", await refs.CreateTagAsync(door.Caller.Actor, found, RefName.Parse(body.Name), body.Ref, cancellation));
    }

    public static async Task<NoContent> RemoveTagAsync(PersonalDoor door, string dataset, string tag, DatasetDirectory datasets, DatasetRefs refs, CancellationToken cancellation)
    {
        await refs.RemoveTagAsync(door.Caller.Actor, await datasets.GetAsync(door, dataset, DatasetsPermissions.Manage, cancellation), tag, cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<BranchView> ViewAsync(DatasetRefs refs, Dataset dataset, Branch branch, CancellationToken cancellation) => new(
        branch.Name, branch.Head, branch.Version, await refs.HasChangesAsync(dataset, branch, cancellation), branch.Protection is { } role ? RoleNames.NameOf(role) : null, branch.CreatedAt);
}
