using System.Text.Json.Serialization;
using Athanor.Datasets.Model;
using Athanor.Datasets.Names;
using Athanor.Datasets.Trees;
using Athanor.Foundation.Paging;
using Athanor.Foundation.Problems;
using Athanor.Objects.Door;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Athanor.Datasets.Api;

/// <summary>Commits: looking at them, and everything that makes one.</summary>
internal static class HistoryApi
{
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record CommitBody(string Message, IReadOnlyDictionary<string, string>? Metadata);

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record MergeBody(string Source, string? Message, string? Prefer, IReadOnlyDictionary<string, string>? Metadata);

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record RevertBody(string Commit, int? Parent, string? Message);

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record ResetBody(string? Prefix, string? Commit);

    public static async Task<Ok<Page<Commit>>> LogAsync(PersonalDoor door, string dataset, string? @ref, string? after, int? limit, DatasetDirectory datasets, DatasetHistory history, CancellationToken cancellation)
    {
        var found = await datasets.GetAsync(door, dataset, DatasetsPermissions.Read, cancellation);
        return TypedResults.Ok(await history.LogAsync(found, @ref ?? found.DefaultBranch, after ?? "", Pages.SizeOf(limit), cancellation));
    }

    public static async Task<Ok<Commit>> GetAsync(PersonalDoor door, string dataset, string reference, DatasetDirectory datasets, DatasetRefs refs, CancellationToken cancellation) =>
        TypedResults.Ok(await refs.GetCommitAsync(await datasets.GetAsync(door, dataset, DatasetsPermissions.Read, cancellation), reference, cancellation));

    public static async Task<Ok<Commit>> CommitAsync(PersonalDoor door, string dataset, string branch, [FromBody] CommitBody body, DatasetDirectory datasets, DatasetHistory history, CancellationToken cancellation)
    {
        var found = await datasets.GetAsync(door, dataset, DatasetsPermissions.Write, cancellation, branch);
        return TypedResults.Ok(await history.CommitAsync(door.Caller, found, RefName.Parse(branch), new(body.Message, body.Metadata), cancellation));
    }

    public static async Task<Ok<Commit>> MergeAsync(PersonalDoor door, string dataset, string branch, [FromBody] MergeBody body, DatasetDirectory datasets, DatasetHistory history, CancellationToken cancellation)
    {
        var found = await datasets.GetAsync(door, dataset, DatasetsPermissions.Write, cancellation, branch);
        await DatasetDirectory.DemandContentAsync(door, found, body.Source);
        var note = body.Message is null && body.Metadata is null ? null : new CommitNote(body.Message ?? $"Merge {body.Source} into {branch}", body.Metadata);
        return TypedResults.Ok(await history.MergeAsync(door.Caller, found, body.Source, RefName.Parse(branch), PreferenceOf(body.Prefer), note, cancellation));
    }

    public static async Task<Ok<Commit>> RevertAsync(PersonalDoor door, string dataset, string branch, [FromBody] RevertBody body, DatasetDirectory datasets, DatasetHistory history, CancellationToken cancellation)
    {
        var found = await datasets.GetAsync(door, dataset, DatasetsPermissions.Write, cancellation, branch);
        await DatasetDirectory.DemandContentAsync(door, found, body.Commit);
        return TypedResults.Ok(await history.RevertAsync(door.Caller, found, RefName.Parse(branch), body.Commit, body.Parent, body.Message is null ? null : new(body.Message), cancellation));
    }

    public static async Task<NoContent> ResetAsync(PersonalDoor door, string dataset, string branch, [FromBody] ResetBody body, DatasetDirectory datasets, DatasetHistory history, CancellationToken cancellation)
    {
        var found = await datasets.GetAsync(door, dataset, DatasetsPermissions.Write, cancellation, branch);
        if (body is { Prefix: not null, Commit: not null }) throw new ProblemException(DatasetsProblems.BadReset);
        if (body.Commit is not null) await DatasetDirectory.DemandContentAsync(door, found, body.Commit);
        if (body.Commit is { } commit) await history.MoveAsync(door.Caller, found, RefName.Parse(branch), commit, cancellation);
        else await history.ResetAsync(door.Caller, found, RefName.Parse(branch), body.Prefix ?? "", cancellation);
        return TypedResults.NoContent();
    }

    private static Preference PreferenceOf(string? text) => text switch
    {
        null => Preference.None,
        "ours" => Preference.Ours,
        "theirs" => Preference.Theirs,
        _ => throw new ProblemException(DatasetsProblems.BadPreference(text)),
    };
}
