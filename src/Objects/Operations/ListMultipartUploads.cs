using Athanor.Objects.Door;
using Athanor.Objects.Wire.Answers;

namespace Athanor.Objects.Operations;

internal static class ListMultipartUploads
{
    public static async Task HandleAsync(S3Request request)
    {
        var (prefix, delimiter, keyMarker, idMarker) = (request.Parameter("prefix"), request.Parameter("delimiter"), request.Parameter("key-marker"), request.Parameter("upload-id-marker"));
        var limit = request.Number("max-uploads", ListedObjects.MaximumKeys, 0, ListedObjects.MaximumKeys);
        var page = await request.Uploads.ListAsync(request.Bucket, prefix, delimiter, keyMarker, idMarker, limit, request.Cancellation);

        var owner = ListedObjects.OwnerOf(request);
        var shown = page.Uploads.Select(upload => new ListUploadsAnswer.Upload(upload.Key, upload.Id, upload.StartedAt, owner)).ToList();
        var answer = new ListUploadsAnswer(request.Bucket.Name, prefix, limit, page.NextKey is not null, shown, page.CommonPrefixes)
        {
            Delimiter = ListedObjects.OrNull(delimiter),
            EncodesKeys = ListedObjects.AreEncoded(request),
            KeyMarker = keyMarker,
            UploadIdMarker = idMarker,
            NextKeyMarker = page.NextKey,
            NextUploadIdMarker = page.NextId,
        };
        await S3Answers.XmlAsync(request.Context, answer.Write);
    }
}
