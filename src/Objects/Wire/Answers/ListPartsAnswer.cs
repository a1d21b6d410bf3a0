using System.Buffers;
using Athanor.Objects.Checksums;
using Athanor.Objects.Wire.Xml;

namespace Athanor.Objects.Wire.Answers;

internal sealed record ListPartsAnswer(string Bucket, string Key, string UploadId, int MaxParts, bool IsTruncated, IReadOnlyList<ListPartsAnswer.Part> Parts, Owner Owner)
{
    public int PartNumberMarker { get; init; }
    public int? NextPartNumberMarker { get; init; }
    public string? ChecksumAlgorithm { get; init; }
    public string? ChecksumType { get; init; }

    public sealed record Part(int Number, DateTimeOffset LastModified, string ETag, long Size, Checksum? Checksum);

    public void Write(IBufferWriter<byte> target)
    {
        var answer = new XmlAnswer(target).Begin("ListPartsResult").Text("Bucket", Bucket).Text("Key", Key).Text("UploadId", UploadId);
        Owner.Write(answer, "Initiator", Owner);
        Owner.Write(answer, "Owner", Owner);
        answer
            .Text("StorageClass", "STANDARD")
            .Text("ChecksumAlgorithm", ChecksumAlgorithm)
            .Text("ChecksumType", ChecksumType)
            .Number("PartNumberMarker", PartNumberMarker)
            .Number("NextPartNumberMarker", NextPartNumberMarker)
            .Number("MaxParts", MaxParts)
            .Flag("IsTruncated", IsTruncated)
            .Each(Parts, WritePart)
            .End();
    }

    private static void WritePart(XmlAnswer answer, Part part)
    {
        answer.Open("Part").Number("PartNumber", part.Number).Time("LastModified", part.LastModified).Text("ETag", EntityTag.Quote(part.ETag)).Number("Size", part.Size);
        if (part.Checksum is { } checksum) answer.Text(ChecksumAlgorithms.ElementOf(checksum.Algorithm), checksum.ToString());
        answer.Close();
    }
}
