using Athanor.Objects.Checksums;
using Athanor.Objects.Door;
using Athanor.Objects.Encryption;
using Athanor.Objects.Model;
using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Answers;

namespace Athanor.Objects.Operations;

/// <summary>A copy shares its bytes with the original, unless they are to be sealed under another key.</summary>
internal static class CopyObject
{
    public static Task HandleAsync(S3Request request) => LookAgain.WhileMissingAsync(request, AnswerAsync);

    private static async Task AnswerAsync(S3Request request)
    {
        var (bucket, original) = await CopySourceReading.FindAsync(request);
        var sourceKey = EncryptionHeaders.Demand(original.Headers.Encryption, EncryptionHeaders.ReadCustomerKeyOfSource(request));
        var isReplacing = Directive.Replaces(request, "x-amz-metadata-directive");
        if (!isReplacing && bucket.Id == request.Bucket.Id && original.Key == request.Key && original.IsLatest && request.Header("x-amz-storage-class") is null && !EncryptionHeaders.AreSent(request))
            throw new S3Exception(S3Errors.InvalidRequest.Because("This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes."));

        var key = await EncryptionHeaders.KeyForCopyAsync(request, original.Headers.Encryption, sourceKey);
        var said = ObjectHeadersReading.Read(request);
        var headers = (isReplacing ? said : original.Headers) with
        {
            Tags = Directive.Replaces(request, "x-amz-tagging-directive") ? said.Tags : original.Headers.Tags,
            Encryption = key?.Encryption,
            Lock = said.Lock,
            UploadId = null,
        };
        var outcome = key?.Encryption == original.Headers.Encryption && CanShare(bucket, request.Bucket)
            ? await ShareAsync(request, bucket, original, headers)
            : await SealAnewAsync(request, bucket, original, sourceKey, key, headers);

        var stored = ObjectResponse.Require(outcome, request);
        EncryptionHeaders.Describe(request, stored.Headers.Encryption);
        LifecycleHeaders.DescribeExpiry(request, stored);
        if (request.Bucket.Versioning != Versioning.Off) request.Response.Headers["x-amz-version-id"] = stored.Version;
        if (bucket.Versioning != Versioning.Off) request.Response.Headers["x-amz-copy-source-version-id"] = original.Version;
        var checksum = ObjectResponse.ChecksumOf(stored) is { Type: ChecksumType.FullObject } whole ? Checksum.TryParse(whole.Algorithm, whole.Value) : null;
        await S3Answers.XmlAsync(request.Context, target => UploadAnswers.WriteCopied(stored.StoredAt, stored.ETag, checksum, target));
    }

    // What a keyspace has under a key may be a stretch of an object, which only another key of the same bucket can name.
    private static bool CanShare(Bucket source, Bucket target) => source.Id == target.Id || (source.IsPlain && target.IsPlain);

    private static Task<WriteOutcome> ShareAsync(S3Request request, Bucket bucket, StoredObject original, ObjectHeaders headers) => request.Objects.CopyAsync(
        request.Caller.Actor,
        bucket,
        original,
        request.Bucket,
        request.Key,
        headers with { Checksums = original.Headers.Checksums, Parts = original.Headers.Parts },
        ObjectResponse.ConditionOf(request),
        request.Cancellation);

    // The copy is of one piece, so a checksum over parts becomes one over the bytes.
    private static Task<WriteOutcome> SealAnewAsync(S3Request request, Bucket source, StoredObject original, CustomerKey? sourceKey, ContentKey? key, ObjectHeaders headers)
    {
        if (original.Size > ObjectsOptions.LargestPart)
            throw new S3Exception(S3Errors.InvalidRequest.Because($"The specified copy source is larger than the maximum allowable size for a copy source: {ObjectsOptions.LargestPart}"));
        ChecksumAlgorithm[] algorithms = ObjectResponse.ChecksumOf(original) is { } known ? [known.Algorithm] : [];
        return CopiedContent.StoreAsync(
            request,
            source,
            original,
            sourceKey,
            0,
            original.Size,
            key,
            algorithms,
            content => request.Objects.PutAsync(request.Caller.Actor, request.Bucket, request.Key, content, headers with { Parts = [] }, ObjectResponse.ConditionOf(request), request.Cancellation));
    }
}
