using System.Xml;
using Athanor.Objects.Door;

namespace Athanor.Objects.Operations;

internal static class ListObjects
{
    public static async Task HandleAsync(S3Request request)
    {
        var (prefix, delimiter, marker) = (request.Parameter("prefix"), request.Parameter("delimiter"), request.Parameter("marker"));
        var limit = request.Number("max-keys", ListedObjects.MaximumKeys, 0, ListedObjects.MaximumKeys);
        var asUrl = ListedObjects.IsUrlEncoded(request);
        var page = await request.Objects.ListAsync(request.Bucket, prefix, delimiter, marker, limit, request.Cancellation);

        await S3Answers.XmlAsync(request.Context, "ListBucketResult", xml =>
        {
            xml.WriteElementString("Name", request.Bucket.Name);
            xml.WriteElementString("Prefix", S3Answers.Encode(prefix, asUrl));
            xml.WriteElementString("Marker", S3Answers.Encode(marker, asUrl));
            if (page.Next is { } next) xml.WriteElementString("NextMarker", S3Answers.Encode(next, asUrl));
            xml.WriteElementString("MaxKeys", XmlConvert.ToString(limit));
            if (delimiter.Length > 0) xml.WriteElementString("Delimiter", S3Answers.Encode(delimiter, asUrl));
            if (asUrl) xml.WriteElementString("EncodingType", "url");
            xml.WriteElementString("IsTruncated", XmlConvert.ToString(page.IsTruncated));
            ListedObjects.Write(xml, page, asUrl, request.Bucket.Project);
        });
    }
}
