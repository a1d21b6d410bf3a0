using System.Xml;
using Athanor.Objects.Checksums;
using Athanor.Objects.Door;

namespace Athanor.Objects.Operations;

internal static class ListParts
{
    public static async Task HandleAsync(S3Request request)
    {
        var upload = await request.UploadAsync();
        var marker = request.Number("part-number-marker", 0, 0, int.MaxValue);
        var limit = request.Number("max-parts", ListedObjects.MaximumKeys, 0, ListedObjects.MaximumKeys);
        var parts = await request.Uploads.ListPartsAsync(upload, marker, limit + 1, request.Cancellation);
        var shown = parts.Take(limit).ToList();

        await S3Answers.XmlAsync(request.Context, "ListPartsResult", xml =>
        {
            xml.WriteElementString("Bucket", request.Bucket.Name);
            xml.WriteElementString("Key", S3Answers.Encode(request.Key, ListedObjects.IsUrlEncoded(request)));
            xml.WriteElementString("UploadId", upload.Id);
            xml.WriteElementString("PartNumberMarker", XmlConvert.ToString(marker));
            if (parts.Count > limit && shown.Count > 0) xml.WriteElementString("NextPartNumberMarker", XmlConvert.ToString(shown[^1].Number));
            xml.WriteElementString("MaxParts", XmlConvert.ToString(limit));
            xml.WriteElementString("IsTruncated", XmlConvert.ToString(parts.Count > limit));
            foreach (var part in shown)
            {
                xml.WriteStartElement("Part");
                xml.WriteElementString("PartNumber", XmlConvert.ToString(part.Number));
                xml.WriteElementString("LastModified", S3Answers.Time(part.StoredAt));
                xml.WriteElementString("ETag", EntityTag.Quote(part.ETag));
                xml.WriteElementString("Size", XmlConvert.ToString(part.Size));
                xml.WriteEndElement();
            }
        });
    }
}
