using Athanor.Objects.Door;
using Athanor.Objects.Wire.Answers;
using Microsoft.Extensions.DependencyInjection;

namespace Athanor.Objects.Operations;

internal static class ListBuckets
{
    private const int MaximumBuckets = 10_000;

    public static async Task HandleAsync(S3Request request)
    {
        var region = request.Context.RequestServices.GetRequiredService<ObjectsOptions>().Region;
        var prefix = request.Parameter("prefix");
        var limit = request.Number("max-buckets", MaximumBuckets, 1, MaximumBuckets);
        var after = ContinuationToken.Find(request)?.Start ?? "";

        // There is one region, so in another there are no buckets.
        var isElsewhere = request.Parameter("bucket-region") is { Length: > 0 } asked && asked != region;
        var page = isElsewhere ? new([], null) : await request.Buckets.ListAsync(request.Caller, prefix, after, limit, request.Cancellation);
        var answer = new ListBucketsAnswer(
            new(request.Caller.Name, request.Caller.Name),
            page.Items.Select(bucket => new ListBucketsAnswer.Bucket(bucket.Name, bucket.CreatedAt, region)),
            ListedObjects.OrNull(prefix),
            page.Next is { } next ? ContinuationToken.Behind(next).Text : null);
        await S3Answers.XmlAsync(request.Context, answer.Write);
    }
}
