using System.Globalization;
using Athanor.Objects.Checksums;
using Athanor.Objects.Wire.Xml;

namespace Athanor.Objects.Wire.Documents;

internal sealed record CompleteMultipartUpload(IReadOnlyList<CompletedPart> Parts)
{
    public const int MaximumParts = 10_000;

    public static Reading<CompleteMultipartUpload> Read(ReadOnlyMemory<byte> body)
    {
        if (!XmlBody.Read(body, "CompleteMultipartUpload").TryGet(out var root, out var error)) return error;

        var parts = new List<CompletedPart>();
        foreach (var element in root.All("Part"))
        {
            if (!ReadPart(element).TryGet(out var part, out error)) return error;
            if (parts.Count > 0 && part.Number <= parts[^1].Number) return S3Errors.InvalidPartOrder;
            parts.Add(part);
        }
        return parts.Count is > 0 and <= MaximumParts ? new CompleteMultipartUpload(parts) : S3Errors.MalformedXml;
    }

    /// <summary>"Part number must be an integer between 1 and 10000, inclusive."</summary>
    public static bool TryReadPartNumber(string? text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number is >= 1 and <= MaximumParts;

    private static Reading<CompletedPart> ReadPart(Element element)
    {
        if (element.TextOf("ETag") is not { Length: > 0 } tag) return S3Errors.MalformedXml;
        if (!TryReadPartNumber(element.TextOf("PartNumber"), out var number))
            return S3Errors.InvalidArgument.Because("Part number must be an integer between 1 and 10000, inclusive").With("ArgumentName", "partNumber");

        foreach (var algorithm in ChecksumAlgorithms.All)
        {
            if (element.TextOf(ChecksumAlgorithms.ElementOf(algorithm)) is not { } text) continue;
            return Checksum.TryParse(algorithm, text) is { } checksum ? new CompletedPart(number, EntityTag.Unquote(tag), checksum) : S3Errors.InvalidPart;
        }
        return new CompletedPart(number, EntityTag.Unquote(tag), null);
    }
}
