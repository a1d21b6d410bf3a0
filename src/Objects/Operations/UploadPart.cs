using System.IO.Pipelines;
using Athanor.Objects.Checksums;
using Athanor.Objects.Door;
using Athanor.Objects.Model;
using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Answers;

namespace Athanor.Objects.Operations;

/// <summary>A part from the body, or from a stretch of an object that is there.</summary>
internal static class UploadPart
{
    public static async Task HandleAsync(S3Request request)
    {
        var upload = await request.UploadAsync();
        if (!Wire.Documents.CompleteMultipartUpload.TryReadPartNumber(request.Parameter("partNumber"), out var number))
            throw new S3Exception(S3Errors.InvalidArgument.Because("Part number must be an integer between 1 and 10000, inclusive").With("ArgumentName", "partNumber"));
        if (request.Header("x-amz-copy-source") is not null)
        {
            await CopyAsync(request, upload, number);
            return;
        }

        var part = await IncomingContent.StoreAsync(request, content => request.Uploads.PutPartAsync(request.Bucket, upload, number, content, request.Cancellation));
        if (part is null) throw new S3Exception(S3Errors.NoSuchUpload);
        request.Response.Headers.ETag = EntityTag.Quote(part.ETag);
        foreach (var (name, value) in part.Checksums)
            if (ChecksumAlgorithms.TryParseName(name, out var algorithm)) request.Response.Headers[ChecksumAlgorithms.HeaderOf(algorithm)] = value;
    }

    private static async Task CopyAsync(S3Request request, MultipartUpload upload, int number)
    {
        var (bucket, original) = await CopySourceReading.FindAsync(request);
        var (offset, length) = request.Header("x-amz-copy-source-range") is { } header ? StretchOf(ByteRange.ReadForCopy(header, original.Size).OrThrow()) : (0, original.Size);
        using var digests = new ContentDigests(needsMd5: true, needsPayloadHash: false);
        var pipe = new Pipe();
        var reading = ReadAsync(request, bucket, original, offset, length, pipe.Writer);
        using var content = new VerifiedContent(pipe.Reader.AsStream(), digests, () => new());
        using var blob = await request.Objects.ReceiveAsync(PipeReader.Create(content), length, request.Cancellation);
        await reading;

        var part = await request.Uploads.PutPartAsync(request.Bucket, upload, number, new(blob.Reference, length, EntityTag.Of(content.Digest!.Md5), new Dictionary<string, string>()), request.Cancellation)
            ?? throw new S3Exception(S3Errors.NoSuchUpload);
        await S3Answers.XmlAsync(request.Context, target => UploadAnswers.WritePartCopied(part.StoredAt, part.ETag, checksum: null, target));
    }

    private static async Task ReadAsync(S3Request request, Bucket bucket, StoredObject original, long offset, long length, PipeWriter target)
    {
        Exception? failure = null;
        try
        {
            await request.Objects.CopyToAsync(bucket, original, offset, length, target, request.Cancellation);
        }
        catch (Exception reason)
        {
            // The one who writes the part reads it from the pipe, and fails by it.
            failure = reason;
        }
        await target.CompleteAsync(failure);
    }

    private static (long Offset, long Length) StretchOf(ByteRange range) => (range.First, range.Length);
}
