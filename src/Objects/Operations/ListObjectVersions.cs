using System.Xml;
using Athanor.Objects.Checksums;
using Athanor.Objects.Door;
using Athanor.Objects.Model;

namespace Athanor.Objects.Operations;

internal static class ListObjectVersions
{
    public static async Task HandleAsync(S3Request request)
    {
        var (prefix, delimiter, keyMarker, versionMarker) = (request.Parameter("prefix"), request.Parameter("delimiter"), request.Parameter("key-marker"), request.Parameter("version-id-marker"));
        var limit = request.Number("max-keys", ListedObjects.MaximumKeys, 0, ListedObjects.MaximumKeys);
        var asUrl = ListedObjects.IsUrlEncoded(request);
        var page = await request.Objects.ListVersionsAsync(request.Bucket, prefix, delimiter, keyMarker, versionMarker, limit, request.Cancellation);

        await S3Answers.XmlAsync(request.Context, "ListVersionsResult", xml =>
        {
            xml.WriteElementString("Name", request.Bucket.Name);
            xml.WriteElementString("Prefix", S3Answers.Encode(prefix, asUrl));
            xml.WriteElementString("KeyMarker", S3Answers.Encode(keyMarker, asUrl));
            xml.WriteElementString("VersionIdMarker", versionMarker);
            if (page.NextKey is { } next)
            {
                xml.WriteElementString("NextKeyMarker", S3Answers.Encode(next, asUrl));
                if (page.NextVersion is { } version) xml.WriteElementString("NextVersionIdMarker", version);
            }
            xml.WriteElementString("MaxKeys", XmlConvert.ToString(limit));
            if (delimiter.Length > 0) xml.WriteElementString("Delimiter", S3Answers.Encode(delimiter, asUrl));
            if (asUrl) xml.WriteElementString("EncodingType", "url");
            xml.WriteElementString("IsTruncated", XmlConvert.ToString(page.NextKey is not null));
            foreach (var stored in page.Versions) Write(xml, stored, asUrl, request.Bucket.Project);
            ListedObjects.WritePrefixes(xml, page.CommonPrefixes, asUrl);
        });
    }

    private static void Write(XmlWriter xml, StoredObject stored, bool asUrl, string owner)
    {
        xml.WriteStartElement(stored.IsMarker ? "DeleteMarker" : "Version");
        xml.WriteElementString("Key", S3Answers.Encode(stored.Key, asUrl));
        xml.WriteElementString("VersionId", stored.Version);
        xml.WriteElementString("IsLatest", XmlConvert.ToString(stored.IsLatest));
        xml.WriteElementString("LastModified", S3Answers.Time(stored.StoredAt));
        if (!stored.IsMarker)
        {
            xml.WriteElementString("ETag", EntityTag.Quote(stored.ETag));
            xml.WriteElementString("Size", XmlConvert.ToString(stored.Size));
            xml.WriteElementString("StorageClass", "STANDARD");
        }
        ListedObjects.WriteOwner(xml, owner);
        xml.WriteEndElement();
    }
}
