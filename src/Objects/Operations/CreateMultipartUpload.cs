using Athanor.Objects.Checksums;
using Athanor.Objects.Door;
using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Answers;

namespace Athanor.Objects.Operations;

internal static class CreateMultipartUpload
{
    public static async Task HandleAsync(S3Request request)
    {
        var (algorithm, type) = ReadChecksum(request);
        var key = await EncryptionHeaders.KeyForNewAsync(request);
        var headers = ObjectHeadersReading.Read(request) with { Encryption = key?.Encryption };
        var upload = await request.Uploads.StartAsync(request.Caller.Actor, request.Bucket, request.Key, headers, algorithm, type, request.Cancellation);

        EncryptionHeaders.Describe(request, headers.Encryption);
        LifecycleHeaders.DescribeAbort(request, upload);
        if (algorithm is not null) request.Response.Headers["x-amz-checksum-algorithm"] = algorithm;
        if (type is not null) request.Response.Headers["x-amz-checksum-type"] = type;
        await S3Answers.XmlAsync(request.Context, target => UploadAnswers.WriteInitiated(request.Bucket.Name, request.Key, upload.Id, target));
    }

    private static (string? Algorithm, string? Type) ReadChecksum(S3Request request)
    {
        var said = ChecksumHeaders.Read(request.Headers).OrThrow();
        if (said.Algorithm is not { } algorithm)
            return said.Type is null ? (null, null) : throw new S3Exception(S3Errors.InvalidRequest.Because("The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header."));

        var type = said.Type ?? (ChecksumAlgorithms.CanBe(algorithm, ChecksumType.Composite) ? ChecksumType.Composite : ChecksumType.FullObject);
        var (name, word) = (ChecksumAlgorithms.NameOf(algorithm), ChecksumTypes.NameOf(type));
        return ChecksumAlgorithms.CanBe(algorithm, type)
            ? (name, word)
            : throw new S3Exception(S3Errors.InvalidRequest.Because($"The {word} checksum type cannot be used with the {name.ToLowerInvariant()} checksum algorithm."));
    }
}
