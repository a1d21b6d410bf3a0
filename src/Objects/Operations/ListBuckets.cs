using Athanor.Objects.Door;

namespace Athanor.Objects.Operations;

internal static class ListBuckets
{
    public static async Task HandleAsync(S3Request request)
    {
        var buckets = await request.Buckets.ListAsync(request.Caller, request.Cancellation);
        await S3Answers.XmlAsync(request.Context, "ListAllMyBucketsResult", xml =>
        {
            xml.WriteStartElement("Owner");
            xml.WriteElementString("ID", request.Caller.Name);
            xml.WriteElementString("DisplayName", request.Caller.Name);
            xml.WriteEndElement();
            xml.WriteStartElement("Buckets");
            foreach (var bucket in buckets)
            {
                xml.WriteStartElement("Bucket");
                xml.WriteElementString("Name", bucket.Name);
                xml.WriteElementString("CreationDate", S3Answers.Time(bucket.CreatedAt));
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        });
    }
}
