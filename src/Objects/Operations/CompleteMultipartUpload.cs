using Athanor.Objects.Checksums;
using Athanor.Objects.Door;
using Athanor.Objects.Model;
using Athanor.Objects.Wire.Answers;

namespace Athanor.Objects.Operations;

internal static class CompleteMultipartUpload
{
    public static async Task HandleAsync(S3Request request)
    {
        var upload = await request.UploadAsync();
        var named = Wire.Documents.CompleteMultipartUpload.Read(await RequestDocument.ReadAsync(request)).OrThrow().Parts;
        var type = request.Header("x-amz-checksum-type");
        var outcome = await request.Uploads.CompleteAsync(
            request.Caller.Actor, request.Bucket, upload, [.. named.Select(part => (part.Number, part.ETag))], parts => ChecksumsOf(parts, type), ObjectResponse.ConditionOf(request), request.Cancellation);
        var stored = ObjectResponse.Require(outcome, request);

        ObjectResponse.Written(request, stored);
        await S3Answers.XmlAsync(
            request.Context, target => UploadAnswers.WriteCompleted($"/{request.Bucket.Name}/{request.Key}", request.Bucket.Name, request.Key, stored.ETag, ChecksumOf(stored), target));
    }

    private static (ChecksumAlgorithm Algorithm, string Value, ChecksumType Type)? ChecksumOf(StoredObject stored)
    {
        foreach (var (name, value) in stored.Headers.Checksums)
            if (ChecksumAlgorithms.TryParseName(name, out var algorithm)) return (algorithm, value, value.Contains('-', StringComparison.Ordinal) ? ChecksumType.Composite : ChecksumType.FullObject);
        return null;
    }

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
