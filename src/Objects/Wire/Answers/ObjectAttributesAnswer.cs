using System.Buffers;
using Athanor.Objects.Checksums;
using Athanor.Objects.Wire.Xml;

namespace Athanor.Objects.Wire.Answers;

/// <summary>Only what <c>x-amz-object-attributes</c> asked for is set.</summary>
internal sealed record ObjectAttributesAnswer
{
    public string? ETag { get; init; }
    public (ChecksumAlgorithm Algorithm, string Value, ChecksumType Type)? Checksum { get; init; }
    public PartsPage? Parts { get; init; }
    public string? StorageClass { get; init; }
    public long? Size { get; init; }

    public sealed record PartsPage(int Total, int PartNumberMarker, int NextPartNumberMarker, int MaxParts, bool IsTruncated, IReadOnlyList<(int Number, long Size, Checksum? Checksum)> Parts);

    public void Write(IBufferWriter<byte> target)
    {
        // Here the tag stands without its quotes.
        var answer = new XmlAnswer(target).Begin("GetObjectAttributesResponse").Text("ETag", ETag);
        if (Checksum is { } checksum)
            answer.Open("Checksum").Text(ChecksumAlgorithms.ElementOf(checksum.Algorithm), checksum.Value).Text("ChecksumType", checksum.Type == ChecksumType.Composite ? "COMPOSITE" : "FULL_OBJECT").Close();
        if (Parts is { } parts) WriteParts(answer, parts);
        answer.Text("StorageClass", StorageClass).Number("ObjectSize", Size).End();
    }

    private static void WriteParts(XmlAnswer answer, PartsPage page)
    {
        answer
            .Open("ObjectParts")
            .Number("PartsCount", page.Total)
            .Number("PartNumberMarker", page.PartNumberMarker)
            .Number("NextPartNumberMarker", page.NextPartNumberMarker)
            .Number("MaxParts", page.MaxParts)
            .Flag("IsTruncated", page.IsTruncated);
        foreach (var (number, size, checksum) in page.Parts)
        {
            answer.Open("Part").Number("PartNumber", number).Number("Size", size);
            if (checksum is not null) answer.Text(ChecksumAlgorithms.ElementOf(checksum.Algorithm), checksum.ToString());
            answer.Close();
        }
        answer.Close();
    }
}
