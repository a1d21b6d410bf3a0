using System.Xml;
using System.Xml.Linq;
using Athanor.Objects.Door;
using Athanor.Objects.Model;
using Athanor.Objects.Names;
using Athanor.Objects.Wire;

namespace Athanor.Objects.Operations;

internal static class DeleteObjects
{
    private const int MaximumKeys = 1000;

    public static async Task HandleAsync(S3Request request)
    {
        var document = await S3Documents.ReadAsync(request, "Delete");
        var asked = S3Documents.Children(document, "Object").Select(Read).ToList();
        if (asked.Count is 0 or > MaximumKeys) throw new S3Exception(S3Errors.MalformedXml);

        // Concurrent deletes share a commit, so a thousand of them cost a few.
        var outcomes = await Task.WhenAll(asked.Select(one => request.Objects.DeleteAsync(request.Caller.Actor, request.Bucket, one.Key, one.Version, request.Cancellation)));
        var isQuiet = S3Documents.Text(document, "Quiet") == "true";
        await S3Answers.XmlAsync(request.Context, "DeleteResult", xml =>
        {
            if (isQuiet) return;
            foreach (var (one, outcome) in asked.Zip(outcomes)) Write(xml, one.Key, one.Version, outcome);
        });
    }

    private static (string Key, string? Version) Read(XElement element) => ObjectKey.TryParse(S3Documents.Text(element, "Key"), out var key)
        ? (key.Value, S3Documents.Text(element, "VersionId"))
        : throw new S3Exception(S3Errors.MalformedXml);

    private static void Write(XmlWriter xml, string key, string? version, DeleteOutcome outcome)
    {
        xml.WriteStartElement("Deleted");
        xml.WriteElementString("Key", key);
        if (version is not null) xml.WriteElementString("VersionId", version);
        if (outcome.IsMarker)
        {
            xml.WriteElementString("DeleteMarker", "true");
            xml.WriteElementString("DeleteMarkerVersionId", outcome.Version);
        }
        xml.WriteEndElement();
    }
}
