using System.Text.Json.Serialization;
using Athanor.Datasets.Loading.Shards;
using Athanor.Datasets.Trees;
using Athanor.Foundation.Problems;
using Athanor.Objects.Door;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Athanor.Datasets.Api;

/// <summary>Notes which shards were packed of a commit.</summary>
internal static class ShardSetApi
{
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record ShardSetBody(string Digest, int Shards, long Samples, long Bytes);

    public sealed record RecordedShardSet(string Subject, string Commit);

    public static async Task<Ok<RecordedShardSet>> RecordAsync(
        PersonalDoor door, string dataset, string reference, [FromBody] ShardSetBody body, DatasetDirectory datasets, DatasetRefs refs, DatasetShardSets shardSets, CancellationToken cancellation)
    {
        var found = await datasets.GetAsync(door, dataset, DatasetsPermissions.Write, cancellation);
        var commit = await refs.GetCommitAsync(found, reference, cancellation);
        var subject = await shardSets.RecordAsync(door.Caller.Actor, found, commit, SetOf(body), cancellation);
        return TypedResults.Ok(new RecordedShardSet(subject.ToString(), commit.Id));
    }

    private static ShardSet SetOf(ShardSetBody body) => Digest.TryParse(body.Digest, out var digest) && body is { Shards: > 0, Samples: > 0, Bytes: > 0 }
        ? new(digest, body.Shards, body.Samples, body.Bytes)
        : throw new ProblemException(DatasetsProblems.BadShardSet);
}
