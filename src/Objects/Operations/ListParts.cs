using Athanor.Objects.Checksums;
using Athanor.Objects.Door;
using Athanor.Objects.Model;
using Athanor.Objects.Wire.Answers;

namespace Athanor.Objects.Operations;

internal static class ListParts
{
    public static async Task HandleAsync(S3Request request)
    {
        var upload = await request.UploadAsync();
        var marker = request.Number("part-number-marker", 0, 0, int.MaxValue);
        var limit = request.Number("max-parts", ListedObjects.MaximumKeys, 0, ListedObjects.MaximumKeys);
        var parts = await request.Uploads.ListPartsAsync(upload, marker, limit + 1, request.Cancellation);

        var shown = parts.Take(limit).Select(part => new ListPartsAnswer.Part(part.Number, part.StoredAt, part.ETag, part.Size, ChecksumOf(part))).ToList();
        var answer = new ListPartsAnswer(request.Bucket.Name, request.Key, upload.Id, limit, parts.Count > limit, shown, ListedObjects.OwnerOf(request))
        {
            ChecksumAlgorithm = upload.ChecksumAlgorithm,
            ChecksumType = upload.ChecksumType,
            PartNumberMarker = marker,
            NextPartNumberMarker = parts.Count > limit && shown.Count > 0 ? shown[^1].Number : null,
        };
        LifecycleHeaders.DescribeAbort(request, upload);
        await S3Answers.XmlAsync(request.Context, answer.Write);
    }

    private static Checksum? ChecksumOf(UploadedPart part)
    {
        foreach (var (name, value) in part.Checksums)
            if (ChecksumAlgorithms.TryParseName(name, out var algorithm)) return Checksum.TryParse(algorithm, value);
        return null;
    }
}
