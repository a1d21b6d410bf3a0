using System.Globalization;
using System.Xml.Linq;
using Athanor.Objects.Checksums;
using Athanor.Objects.Door;
using Athanor.Objects.Model;
using Athanor.Objects.Wire;

namespace Athanor.Objects.Operations;

internal static class CompleteMultipartUpload
{
    public static async Task HandleAsync(S3Request request)
    {
        var upload = await request.UploadAsync();
        var document = await S3Documents.ReadAsync(request, "CompleteMultipartUpload");
        var named = S3Documents.Children(document, "Part").Select(Read).ToList();
        if (named.Count is 0 or > MultipartUploads.MaximumParts) throw new S3Exception(S3Errors.MalformedXml);

        var type = request.Header("x-amz-checksum-type");
        var outcome = await request.Uploads.CompleteAsync(
            request.Caller.Actor, request.Bucket, upload, named, parts => ChecksumsOf(parts, type), ObjectResponse.ConditionOf(request), request.Cancellation);
        var stored = ObjectResponse.Require(outcome, request);

        ObjectResponse.Written(request, stored);
        await S3Answers.XmlAsync(request.Context, "CompleteMultipartUploadResult", xml =>
        {
            xml.WriteElementString("Location", $"/{request.Bucket.Name}/{request.Key}");
            xml.WriteElementString("Bucket", request.Bucket.Name);
            xml.WriteElementString("Key", request.Key);
            xml.WriteElementString("ETag", EntityTag.Quote(stored.ETag));
            foreach (var (name, value) in stored.Headers.Checksums) xml.WriteElementString($"Checksum{name}", value);
        });
    }

    private static (int Number, string ETag) Read(XElement part) =>
        int.TryParse(S3Documents.Text(part, "PartNumber"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && S3Documents.Text(part, "ETag") is { } tag
            ? (number, tag)
            : throw new S3Exception(S3Errors.MalformedXml);

    // Where every part came with a checksum of one kind, the whole gets one; CRC64NVME only exists over the whole.
    private static Dictionary<string, string> ChecksumsOf(IReadOnlyList<UploadedPart> parts, string? type)
    {
        var checksums = new Dictionary<string, string>();
        foreach (var algorithm in ChecksumAlgorithms.All)
        {
            var name = ChecksumAlgorithms.NameOf(algorithm);
            var values = parts.Select(part => part.Checksums.TryGetValue(name, out var text) ? Checksum.TryParse(algorithm, text) : null).ToList();
            if (values.Any(value => value is null)) continue;

            var isWhole = type == "FULL_OBJECT" || !ChecksumAlgorithms.CanBe(algorithm, ChecksumType.Composite);
            checksums[name] = isWhole && ChecksumAlgorithms.CanBe(algorithm, ChecksumType.FullObject)
                ? MultipartChecksum.FullObject(algorithm, values.Zip(parts, (value, part) => (value!, part.Size))).ToString()
                : MultipartChecksum.Composite(algorithm, values!);
        }
        return checksums;
    }
}
