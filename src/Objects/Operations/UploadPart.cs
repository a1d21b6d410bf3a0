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
        if (request.Header("x-amz-copy-source") is null) await ReceiveAsync(request, upload, number);
        else await LookAgain.WhileMissingAsync(request, again => CopyAsync(again, upload, number));
    }

    private static async Task ReceiveAsync(S3Request request, MultipartUpload upload, int number)
    {
        LockHeaders.DemandChecksum(request, upload.Headers.Lock is not null, "Put Part");
        var wanted = ChecksumOf(upload);
        if (wanted is { } expected && ChecksumHeaders.Read(request.Headers).OrThrow().Algorithm is { } sent && sent != expected)
            throw new S3Exception(S3Errors.InvalidRequest.Because($"Checksum Type mismatch occurred, expected checksum Type: {NameOf(expected)}, actual checksum Type: {NameOf(sent)}"));

        var key = await EncryptionHeaders.KeyForPartAsync(request, upload);
        var part = await IncomingContent.StoreAsync(request, key, wanted, content => request.Uploads.PutPartAsync(request.Bucket, upload, number, content, request.Cancellation))
            ?? throw new S3Exception(S3Errors.NoSuchUpload);
        EncryptionHeaders.Describe(request, upload.Headers.Encryption);
        request.Response.Headers.ETag = EntityTag.Quote(part.ETag);
        foreach (var (name, value) in part.Checksums)
            if (ChecksumAlgorithms.TryParseName(name, out var algorithm)) request.Response.Headers[ChecksumAlgorithms.HeaderOf(algorithm)] = value;
    }

    private static async Task CopyAsync(S3Request request, MultipartUpload upload, int number)
    {
        var (bucket, original) = await CopySourceReading.FindAsync(request);
        var sourceKey = EncryptionHeaders.Demand(original.Headers.Encryption, EncryptionHeaders.ReadCustomerKeyOfSource(request));
        var (offset, length) = request.Header("x-amz-copy-source-range") is { } header ? StretchOf(ByteRange.ReadForCopy(header, original.Size).OrThrow()) : (0, original.Size);
        if (length > ObjectsOptions.LargestPart) throw new S3Exception(S3Errors.EntityTooLarge);

        var key = await EncryptionHeaders.KeyForPartAsync(request, upload);
        var wanted = ChecksumOf(upload);
        var part = await CopiedContent.StoreAsync(
            request, bucket, original, sourceKey, offset, length, key, wanted is { } algorithm ? [algorithm] : [], content => request.Uploads.PutPartAsync(request.Bucket, upload, number, content, request.Cancellation))
            ?? throw new S3Exception(S3Errors.NoSuchUpload);
        EncryptionHeaders.Describe(request, upload.Headers.Encryption);
        if (bucket.Versioning != Versioning.Off) request.Response.Headers["x-amz-copy-source-version-id"] = original.Version;
        var checksum = wanted is { } taken ? Checksum.TryParse(taken, part.Checksums[ChecksumAlgorithms.NameOf(taken)]) : null;
        await S3Answers.XmlAsync(request.Context, target => UploadAnswers.WritePartCopied(part.StoredAt, part.ETag, checksum, target));
    }

    private static ChecksumAlgorithm? ChecksumOf(MultipartUpload upload) => ChecksumAlgorithms.TryParseName(upload.ChecksumAlgorithm, out var algorithm) ? algorithm : null;

    private static string NameOf(ChecksumAlgorithm algorithm) => ChecksumAlgorithms.NameOf(algorithm).ToLowerInvariant();

    private static (long Offset, long Length) StretchOf(ByteRange range) => (range.First, range.Length);
}
