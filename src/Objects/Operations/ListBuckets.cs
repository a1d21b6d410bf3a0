using Athanor.Objects.Door;
using Athanor.Objects.Wire.Answers;
using Microsoft.Extensions.DependencyInjection;

namespace Athanor.Objects.Operations;

internal static class ListBuckets
{
    public static async Task HandleAsync(S3Request request)
    {
        var region = request.Context.RequestServices.GetRequiredService<ObjectsOptions>().Region;
        var buckets = await request.Buckets.ListAsync(request.Caller, request.Cancellation);
        var answer = new ListBucketsAnswer(new(request.Caller.Name, request.Caller.Name), buckets.Select(bucket => new ListBucketsAnswer.Bucket(bucket.Name, bucket.CreatedAt, region)));
        await S3Answers.XmlAsync(request.Context, answer.Write);
    }
}
