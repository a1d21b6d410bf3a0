using Athanor.Objects.Door;
using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Answers;

namespace Athanor.Objects.Operations;

internal static class ListMultipartUploads
{
    public static async Task HandleAsync(S3Request request)
    {
        if (request.Parameter("delimiter").Length > 0) throw new S3Exception(S3Error.NotImplemented("delimiter of ListMultipartUploads"));
        var (prefix, keyMarker, idMarker) = (request.Parameter("prefix"), request.Parameter("key-marker"), request.Parameter("upload-id-marker"));
        var limit = request.Number("max-uploads", ListedObjects.MaximumKeys, 0, ListedObjects.MaximumKeys);
        var uploads = await request.Uploads.ListAsync(request.Bucket, prefix, keyMarker, idMarker, limit + 1, request.Cancellation);

        var owner = ListedObjects.OwnerOf(request);
        var shown = uploads.Take(limit).Select(upload => new ListUploadsAnswer.Upload(upload.Key, upload.Id, upload.StartedAt, owner)).ToList();
        var last = uploads.Count > limit && shown.Count > 0 ? shown[^1] : null;
        var answer = new ListUploadsAnswer(request.Bucket.Name, prefix, limit, uploads.Count > limit, shown, [])
        {
            EncodesKeys = ListedObjects.AreEncoded(request),
            KeyMarker = keyMarker,
            UploadIdMarker = idMarker,
            NextKeyMarker = last?.Key,
            NextUploadIdMarker = last?.Id,
        };
        await S3Answers.XmlAsync(request.Context, answer.Write);
    }
}
