using Athanor.Objects.Door;
using Athanor.Objects.Wire.Answers;

namespace Athanor.Objects.Operations;

internal static class ListObjects
{
    public static async Task HandleAsync(S3Request request)
    {
        var (prefix, delimiter, marker) = (request.Parameter("prefix"), request.Parameter("delimiter"), request.Parameter("marker"));
        var limit = request.Number("max-keys", ListedObjects.MaximumKeys, 0, ListedObjects.MaximumKeys);
        var page = await request.Objects.ListAsync(request.Bucket, prefix, delimiter, marker, limit, request.Cancellation);

        var owner = ListedObjects.OwnerOf(request);
        var answer = new ListObjectsAnswer(request.Bucket.Name, prefix, limit, page.IsTruncated, [.. page.Objects.Select(stored => ListedObjects.Of(stored, owner))], page.CommonPrefixes)
        {
            Delimiter = ListedObjects.OrNull(delimiter),
            EncodesKeys = ListedObjects.AreEncoded(request),
            Marker = marker,
            NextMarker = page.Next,
        };
        await S3Answers.XmlAsync(request.Context, answer.WriteVersion1);
    }
}
