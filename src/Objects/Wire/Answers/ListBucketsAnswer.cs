using System.Buffers;
using Athanor.Objects.Wire.Xml;

namespace Athanor.Objects.Wire.Answers;

internal sealed record ListBucketsAnswer(Owner Owner, IEnumerable<ListBucketsAnswer.Bucket> Buckets, string? Prefix = null, string? ContinuationToken = null)
{
    public sealed record Bucket(string Name, DateTimeOffset CreatedAt, string Region);

    public void Write(IBufferWriter<byte> target)
    {
        var answer = new XmlAnswer(target).Begin("ListAllMyBucketsResult");
        Owner.Write(answer, "Owner", Owner);
        answer
            .Open("Buckets")
            .Each(Buckets, (each, bucket) => each.Open("Bucket").Text("Name", bucket.Name).Time("CreationDate", bucket.CreatedAt).Text("BucketRegion", bucket.Region).Close())
            .Close()
            .Text("Prefix", Prefix)
            .Text("ContinuationToken", ContinuationToken)
            .End();
    }
}
