using System.Globalization;
using Athanor.Objects.Checksums;
using Athanor.Objects.Door;
using Athanor.Objects.Model;
using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Answers;

namespace Athanor.Objects.Operations;

internal static class CompleteMultipartUpload
{
    public static async Task HandleAsync(S3Request request)
    {
        // Checksums in the headers are those of the object, and not of this document.
        var named = Wire.Documents.CompleteMultipartUpload.Read(await RequestDocument.ReadAsync(request, areChecksumsOfBody: false)).OrThrow().Parts;
        if (EncryptionHeaders.ReadCustomerKey(request) is { } key && await request.Uploads.FindAsync(request.Bucket, request.Key, request.Parameter("uploadId"), request.Cancellation) is { } upload)
            EncryptionHeaders.Demand(upload.Headers.Encryption, key);

        var asked = new Completion(named, ObjectResponse.ConditionOf(request)) { ObjectSize = SizeOf(request), Checksum = ChecksumOf(request), ChecksumType = TypeOf(request) };
        var outcome = await request.Uploads.CompleteAsync(request.Caller.Actor, request.Bucket, request.Key, request.Parameter("uploadId"), asked, request.Cancellation);
        var stored = ObjectResponse.Require(outcome, request);

        ObjectResponse.Written(request, stored);
        await S3Answers.XmlAsync(
            request.Context,
            target => UploadAnswers.WriteCompleted($"/{request.Bucket.Name}/{request.Key}", request.Bucket.Name, request.Key, stored.ETag, ObjectResponse.ChecksumOf(stored), target));
    }

    private static long? SizeOf(S3Request request)
    {
        if (request.Header("x-amz-mp-object-size") is not { } text) return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? size
            : throw new S3Exception(S3Errors.InvalidRequest.Because("Value for x-amz-mp-object-size header is invalid."));
    }

    private static string? TypeOf(S3Request request) => request.Header("x-amz-checksum-type") switch
    {
        null => null,
        "COMPOSITE" => "COMPOSITE",
        "FULL_OBJECT" => "FULL_OBJECT",
        _ => throw new S3Exception(S3Errors.InvalidRequest.Because("Value for x-amz-checksum-type header is invalid.")),
    };

    private static (ChecksumAlgorithm, string)? ChecksumOf(S3Request request)
    {
        foreach (var algorithm in ChecksumAlgorithms.All)
            if (request.Header(ChecksumAlgorithms.HeaderOf(algorithm)) is { } value) return (algorithm, value);
        return null;
    }
}
