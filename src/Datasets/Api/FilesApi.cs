using System.Text.Json;
using System.Text.Json.Serialization;
using Athanor.Datasets.Model;
using Athanor.Datasets.Names;
using Athanor.Foundation.Paging;
using Athanor.Objects.Door;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Athanor.Datasets.Api;

/// <summary>The files of versions, what differs between them, and files that come and go in numbers.</summary>
internal static class FilesApi
{
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record RemoveBody(IReadOnlyList<string> Paths);

    public static async Task<Ok<FilesPage>> ListAsync(
        PersonalDoor door, string dataset, string? @ref, string? prefix, string? delimiter, string? after, int? limit, DatasetDirectory datasets, DatasetFiles files, CancellationToken cancellation)
    {
        var found = await datasets.GetAsync(door, dataset, DatasetsPermissions.Read, cancellation);
        return TypedResults.Ok(await files.ListAsync(found, @ref ?? found.DefaultBranch, prefix ?? "", delimiter ?? "", after ?? "", Pages.SizeOf(limit), cancellation));
    }

    public static async Task<Ok<Page<FileChange>>> CompareAsync(
        PersonalDoor door, string dataset, string from, string to, string? prefix, string? after, int? limit, DatasetDirectory datasets, DatasetFiles files, CancellationToken cancellation)
    {
        var found = await datasets.GetAsync(door, dataset, DatasetsPermissions.Read, cancellation);
        return TypedResults.Ok(await files.CompareAsync(found, from, to, prefix ?? "", after ?? "", Pages.SizeOf(limit), cancellation));
    }

    public static async Task<Ok<Page<FileChange>>> CompareWithParentAsync(
        PersonalDoor door, string dataset, string reference, string? prefix, string? after, int? limit, DatasetDirectory datasets, DatasetFiles files, CancellationToken cancellation)
    {
        var found = await datasets.GetAsync(door, dataset, DatasetsPermissions.Read, cancellation);
        return TypedResults.Ok(await files.CompareWithParentAsync(found, reference, prefix ?? "", after ?? "", Pages.SizeOf(limit), cancellation));
    }

    public static async Task<Ok<Page<FileChange>>> ListChangesAsync(
        PersonalDoor door, string dataset, string branch, string? prefix, string? after, int? limit, DatasetDirectory datasets, DatasetFiles files, CancellationToken cancellation)
    {
        var found = await datasets.GetAsync(door, dataset, DatasetsPermissions.Read, cancellation);
        return TypedResults.Ok(await files.ListChangesAsync(found, branch, prefix ?? "", after ?? "", Pages.SizeOf(limit), cancellation));
    }

    public static async Task<Ok<VersionStatistics>> CountAsync(PersonalDoor door, string dataset, string reference, DatasetDirectory datasets, DatasetFiles files, CancellationToken cancellation) =>
        TypedResults.Ok(await files.CountAsync(await datasets.GetAsync(door, dataset, DatasetsPermissions.Read, cancellation), reference, cancellation));

    /// <summary>All files of a version, a line of JSON each.</summary>
    public static async Task WriteManifestAsync(HttpContext context, PersonalDoor door, string dataset, string? @ref, string? prefix, DatasetDirectory datasets, DatasetFiles files, CancellationToken cancellation)
    {
        var found = await datasets.GetAsync(door, dataset, DatasetsPermissions.Read, cancellation);
        await using var batches = files.ReadAllAsync(found, @ref ?? found.DefaultBranch, prefix ?? "", cancellation).GetAsyncEnumerator(cancellation);
        var isAny = await batches.MoveNextAsync();      // before the answer begins: an unknown version is an error of its own
        context.Response.ContentType = "application/x-ndjson";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        for (; isAny; isAny = await batches.MoveNextAsync())
        {
            foreach (var file in batches.Current) WriteLine(context, json, file);
            await context.Response.BodyWriter.FlushAsync(cancellation);
        }
    }

    public static async Task<Ok<ImportOutcome>> ImportAsync(PersonalDoor door, string dataset, string branch, string? prefix, HttpRequest request, DatasetDirectory datasets, DatasetImports imports, CancellationToken cancellation)
    {
        var found = await datasets.GetAsync(door, dataset, DatasetsPermissions.Write, cancellation, branch);
        return TypedResults.Ok(await imports.ImportAsync(door.Caller, found, RefName.Parse(branch), prefix?.TrimEnd('/') ?? "", request.Body, request.ContentLength, cancellation));
    }

    public static async Task<Ok<ImportOutcome>> RemoveAsync(PersonalDoor door, string dataset, string branch, [FromBody] RemoveBody body, DatasetDirectory datasets, DatasetImports imports, CancellationToken cancellation)
    {
        var found = await datasets.GetAsync(door, dataset, DatasetsPermissions.Write, cancellation, branch);
        return TypedResults.Ok(await imports.RemoveAsync(door.Caller, found, RefName.Parse(branch), body.Paths, cancellation));
    }

    private static void WriteLine(HttpContext context, Utf8JsonWriter json, DatasetFile file)
    {
        json.WriteStartObject();
        json.WriteString("path", file.Path);
        json.WriteNumber("size", file.Size);
        json.WriteString("digest", file.Digest.ToString());
        json.WriteString("modifiedAt", file.ModifiedAt);
        json.WriteEndObject();
        json.Flush();
        json.Reset();
        context.Response.BodyWriter.GetSpan(1)[0] = (byte)'\n';
        context.Response.BodyWriter.Advance(1);
    }
}
