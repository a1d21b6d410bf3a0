using System.Text.Json.Serialization;
using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.Datasets.Model;
using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Paging;
using Athanor.Foundation.Problems;
using Athanor.Objects.Door;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Athanor.Datasets.Api;

/// <summary>Datasets, and what holds for all their versions.</summary>
internal static class DatasetApi
{
    private const string UsualBranch = "main";

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record NewDataset(string Name, string? Project, string? DefaultBranch, IReadOnlyList<string>? Labels);

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record LabelsBody(IReadOnlyList<string> Labels);

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record RetentionBody(int? Days);

    public static async Task<Ok<Page<Dataset>>> ListAsync(Caller caller, string? after, int? limit, DatasetDirectory datasets, CancellationToken cancellation) =>
        TypedResults.Ok(await datasets.ListAsync(caller, after ?? "", Pages.SizeOf(limit), cancellation));

    public static async Task<Created<Dataset>> CreateAsync(Caller caller, [FromBody] NewDataset body, AccessDirectory access, DatasetDirectory datasets, CancellationToken cancellation)
    {
        var project = body.Project ?? ProjectOf(caller);
        Authorizer.Demand(caller, DatasetsPermissions.Write, project);
        if (!ProjectName.TryParse(project, out var name)) throw new ProblemException(DatasetsProblems.UnknownProject(project));
        await access.GetProjectAsync(name, cancellation);
        var dataset = await datasets.CreateAsync(caller.Actor, body.Name, project, body.DefaultBranch ?? UsualBranch, body.Labels ?? [], cancellation);
        return TypedResults.Created($"/api/v1/datasets/{dataset.Name}", dataset);
    }

    public static async Task<Ok<Dataset>> GetAsync(PersonalDoor door, string dataset, DatasetDirectory datasets, CancellationToken cancellation) =>
        TypedResults.Ok(await datasets.GetAsync(door, dataset, DatasetsPermissions.Read, cancellation));

    public static async Task<NoContent> DeleteAsync(PersonalDoor door, string dataset, DatasetDirectory datasets, CancellationToken cancellation)
    {
        await datasets.DeleteAsync(door.Caller.Actor, await datasets.GetAsync(door, dataset, DatasetsPermissions.Manage, cancellation), cancellation);
        return TypedResults.NoContent();
    }

    public static async Task<NoContent> SetLabelsAsync(PersonalDoor door, string dataset, [FromBody] LabelsBody body, DatasetDirectory datasets, CancellationToken cancellation)
    {
        await datasets.SetLabelsAsync(door.Caller.Actor, await datasets.GetAsync(door, dataset, DatasetsPermissions.Manage, cancellation), body.Labels, cancellation);
        return TypedResults.NoContent();
    }

    public static async Task<NoContent> SetRetentionAsync(PersonalDoor door, string dataset, [FromBody] RetentionBody body, DatasetDirectory datasets, CancellationToken cancellation)
    {
        if (body.Days is < 0 or > 36_500) throw new ProblemException(DatasetsProblems.BadRetention);
        await datasets.SetKeptDaysAsync(door.Caller.Actor, await datasets.GetAsync(door, dataset, DatasetsPermissions.Manage, cancellation), body.Days, cancellation);
        return TypedResults.NoContent();
    }

    // Who names none means the only project in which the key may make datasets, or else the default one.
    private static string ProjectOf(Caller caller) => Authorizer.ProjectsAllowing(caller, DatasetsPermissions.Write) is { Count: 1 } only ? only.Single() : AccessDirectory.DefaultProject;
}
