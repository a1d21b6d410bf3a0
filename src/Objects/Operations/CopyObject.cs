using Athanor.Objects.Door;
using Athanor.Objects.Model;
using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Answers;

namespace Athanor.Objects.Operations;

internal static class CopyObject
{
    public static async Task HandleAsync(S3Request request)
    {
        var (bucket, original) = await CopySourceReading.FindAsync(request);
        var isReplacing = request.Header("x-amz-metadata-directive") is "REPLACE";
        if (!isReplacing && bucket.Id == request.Bucket.Id && original.Key == request.Key && original.IsLatest && request.Header("x-amz-storage-class") is null)
            throw new S3Exception(S3Errors.InvalidRequest.Because("This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes."));

        var said = ObjectHeadersReading.Read(request);
        var headers = (isReplacing ? said : original.Headers) with
        {
            Tags = request.Header("x-amz-tagging-directive") is "REPLACE" ? said.Tags : original.Headers.Tags,
            Checksums = original.Headers.Checksums,
            PartSizes = original.Headers.PartSizes,
        };
        var outcome = await request.Objects.CopyAsync(
            request.Caller.Actor, bucket, original, request.Bucket, request.Key, headers, ObjectResponse.ConditionOf(request), request.Cancellation);

        var stored = ObjectResponse.Require(outcome, request);
        if (request.Bucket.Versioning != Versioning.Off) request.Response.Headers["x-amz-version-id"] = stored.Version;
        if (bucket.Versioning != Versioning.Off) request.Response.Headers["x-amz-copy-source-version-id"] = original.Version;
        await S3Answers.XmlAsync(request.Context, target => UploadAnswers.WriteCopied(stored.StoredAt, stored.ETag, checksum: null, target));
    }
}
