using System.Buffers;
using System.Text.Json;
using Athanor.Access.Authorization;
using Athanor.Foundation.Paging;
using Athanor.Foundation.Problems;
using Athanor.Objects.Blobs;
using Athanor.Objects.Integrity;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Athanor.Objects.Api;

/// <summary>What the server's keeper asks of its objects: the room they take, and whether they are whole.</summary>
internal static class IntegrityApi
{
    public static async Task<Ok<BlobSpace>> SpaceAsync(IBlobStore blobs, CancellationToken cancellation) => TypedResults.Ok(await blobs.MeasureAsync(cancellation));

    public static async Task<Ok<CompactionReport>> CompactAsync(BlobCompactor compactor, CancellationToken cancellation) => TypedResults.Ok(await compactor.CompactAsync(cancellation));

    public static async Task<Ok<Page<DamagedObject>>> DamagedAsync(string? after, int? limit, DamageRegister damage, CancellationToken cancellation) =>
        TypedResults.Ok(await damage.ListAsync(after ?? "", Pages.SizeOf(limit), cancellation));

    public static async Task<Results<Ok<ScrubState>, NoContent>> ScrubStateAsync(Scrubber scrubber, CancellationToken cancellation) =>
        await scrubber.FindStateAsync(cancellation) is { } state ? TypedResults.Ok(state) : TypedResults.NoContent();

    public static async Task<Ok<ScrubState>> StartScrubAsync(Caller caller, Scrubber scrubber, CancellationToken cancellation) => TypedResults.Ok(await scrubber.StartPassAsync(caller.Actor, cancellation));

    /// <summary>A line of JSON for each damaged object, one each second to say how far it is, and one at the end.</summary>
    public static async Task VerifyAsync(string? bucket, HttpResponse response, BucketDirectory buckets, ObjectVerifier verifier, CancellationToken cancellation)
    {
        if (bucket is not null && await buckets.FindAsync(bucket, cancellation) is null) throw new ProblemException(ObjectsProblems.UnknownBucket(bucket));

        response.ContentType = "application/x-ndjson";
        await foreach (var note in verifier.VerifyAsync(bucket, cancellation))
        {
            JsonSerializer.Serialize(response.BodyWriter.AsStream(leaveOpen: true), note, JsonSerializerOptions.Web);
            response.BodyWriter.Write("\n"u8);
            await response.BodyWriter.FlushAsync(cancellation);
        }
    }
}
