using System.Xml;
using Athanor.Objects.Door;
using Athanor.Objects.Wire;

namespace Athanor.Objects.Operations;

internal static class ListMultipartUploads
{
    public static async Task HandleAsync(S3Request request)
    {
        if (request.Parameter("delimiter").Length > 0) throw new S3Exception(S3Error.NotImplemented("delimiter of ListMultipartUploads"));
        var (prefix, keyMarker, idMarker) = (request.Parameter("prefix"), request.Parameter("key-marker"), request.Parameter("upload-id-marker"));
        var limit = request.Number("max-uploads", ListedObjects.MaximumKeys, 0, ListedObjects.MaximumKeys);
        var asUrl = ListedObjects.IsUrlEncoded(request);
        var uploads = await request.Uploads.ListAsync(request.Bucket, prefix, keyMarker, idMarker, limit + 1, request.Cancellation);
        var shown = uploads.Take(limit).ToList();

        await S3Answers.XmlAsync(request.Context, "ListMultipartUploadsResult", xml =>
        {
            xml.WriteElementString("Bucket", request.Bucket.Name);
            xml.WriteElementString("KeyMarker", S3Answers.Encode(keyMarker, asUrl));
            xml.WriteElementString("UploadIdMarker", idMarker);
            if (uploads.Count > limit && shown.Count > 0)
            {
                xml.WriteElementString("NextKeyMarker", S3Answers.Encode(shown[^1].Key, asUrl));
                xml.WriteElementString("NextUploadIdMarker", shown[^1].Id);
            }
            xml.WriteElementString("Prefix", S3Answers.Encode(prefix, asUrl));
            if (asUrl) xml.WriteElementString("EncodingType", "url");
            xml.WriteElementString("MaxUploads", XmlConvert.ToString(limit));
            xml.WriteElementString("IsTruncated", XmlConvert.ToString(uploads.Count > limit));
            foreach (var upload in shown)
            {
                xml.WriteStartElement("Upload");
                xml.WriteElementString("Key", S3Answers.Encode(upload.Key, asUrl));
                xml.WriteElementString("UploadId", upload.Id);
                xml.WriteElementString("StorageClass", "STANDARD");
                xml.WriteElementString("Initiated", S3Answers.Time(upload.StartedAt));
                xml.WriteEndElement();
            }
        });
    }
}
