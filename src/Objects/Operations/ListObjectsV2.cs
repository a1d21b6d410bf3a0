using Athanor.Objects.Door;
using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Answers;

namespace Athanor.Objects.Operations;

internal static class ListObjectsV2
{
    public static async Task HandleAsync(S3Request request)
    {
        if (request.Parameter("list-type") is not "2" and var type) throw new S3Exception(S3Errors.InvalidArgument.Because("Invalid List Type specified in Request").With("ArgumentName", "list-type").With("ArgumentValue", type));

        var (prefix, delimiter, startAfter) = (request.Parameter("prefix"), request.Parameter("delimiter"), request.Parameter("start-after"));
        var token = ContinuationToken.Find(request);
        var limit = request.Number("max-keys", ListedObjects.MaximumKeys, 0, ListedObjects.MaximumKeys);
        var page = await request.Objects.ListAsync(request.Bucket, prefix, delimiter, token?.Start ?? startAfter, limit, request.Cancellation);

        var owner = request.Parameter("fetch-owner") == "true" ? ListedObjects.OwnerOf(request) : null;
        var answer = new ListObjectsAnswer(request.Bucket.Name, prefix, limit, page.IsTruncated, [.. page.Objects.Select(stored => ListedObjects.Of(stored, owner))], page.CommonPrefixes)
        {
            Delimiter = ListedObjects.OrNull(delimiter),
            EncodesKeys = ListedObjects.AreEncoded(request),
            StartAfter = ListedObjects.OrNull(startAfter),
            ContinuationToken = token?.Text,
            NextContinuationToken = page.Next is { } next ? ContinuationToken.Behind(next).Text : null,
        };
        await S3Answers.XmlAsync(request.Context, answer.WriteVersion2);
    }
}
