using System.Text.Json.Serialization;
using Athanor.Datasets.Collecting;
using Athanor.Datasets.Model;
using Athanor.Objects.Door;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Athanor.Datasets.Api;

/// <summary>What a dataset takes, and giving back what nothing keeps.</summary>
internal static class SpaceApi
{
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record CollectBody(bool DryRun);

    public static async Task<Ok<CollectionReport>> CollectAsync(PersonalDoor door, string dataset, [FromBody] CollectBody body, DatasetDirectory datasets, Collector collector, CancellationToken cancellation)
    {
        var found = await datasets.GetAsync(door, dataset, DatasetsPermissions.Manage, cancellation);
        return TypedResults.Ok(body.DryRun ? await collector.PreviewAsync(found, cancellation) : await collector.CollectAsync(door.Caller.Actor, found, cancellation));
    }

    public static async Task<Ok<DatasetUsage>> MeasureAsync(PersonalDoor door, string dataset, DatasetDirectory datasets, DatasetRefs refs, CancellationToken cancellation) =>
        TypedResults.Ok(await refs.MeasureAsync(await datasets.GetAsync(door, dataset, DatasetsPermissions.Read, cancellation), cancellation));
}
