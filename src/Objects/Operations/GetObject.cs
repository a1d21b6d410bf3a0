using Athanor.Objects.Checksums;
using Athanor.Objects.Door;
using Athanor.Objects.Model;
using Athanor.Objects.Wire;
using Microsoft.AspNetCore.Http;

namespace Athanor.Objects.Operations;

/// <summary>GET and HEAD of an object, whole or a range of it.</summary>
internal static class GetObject
{
    public static Task HandleAsync(S3Request request) => LookAgain.WhileMissingAsync(request, AnswerAsync);

    private static async Task AnswerAsync(S3Request request)
    {
        var stored = await FindAsync(request);
        var customerKey = EncryptionHeaders.Demand(stored.Headers.Encryption, EncryptionHeaders.ReadCustomerKey(request));
        CheckConditions(request, stored);
        ObjectResponse.Describe(request, stored);
        await LockHeaders.DescribeAsync(request, stored);

        var (offset, length) = RangeOf(request, stored);
        if (request.Response.StatusCode == StatusCodes.Status200OK && request.Header("x-amz-checksum-mode") == "ENABLED") ObjectResponse.DescribeChecksums(request.Response.Headers, stored);
        if (request.Response.StatusCode == StatusCodes.Status206PartialContent)
            request.Response.Headers.ContentRange = $"bytes {offset}-{offset + length - 1}/{stored.Size}";
        request.Response.ContentLength = length;
        if (HttpMethods.IsHead(request.Context.Request.Method)) return;

        await request.Objects.CopyToAsync(request.Bucket, stored, customerKey, offset, length, request.Response.BodyWriter, request.Cancellation);
    }

    public static async Task<StoredObject> FindAsync(S3Request request)
    {
        var version = request.VersionId;
        var stored = await request.Objects.FindAsync(request.Bucket, request.Key, version, request.Cancellation);
        if (stored is null) throw new S3Exception(version is null ? S3Errors.NoSuchKey.With("Key", request.Key) : S3Errors.NoSuchVersion.With("Key", request.Key).With("VersionId", version));
        if (!stored.IsMarker) return stored;

        request.Response.OnStarting(() =>
        {
            request.Response.Headers["x-amz-delete-marker"] = "true";
            request.Response.Headers["x-amz-version-id"] = stored.Version;
            return Task.CompletedTask;
        });
        throw new S3Exception(version is null ? S3Errors.NoSuchKey.With("Key", request.Key) : S3Errors.MethodNotAllowed.With("Method", request.Context.Request.Method));
    }

    private static void CheckConditions(S3Request request, StoredObject stored)
    {
        var outcome = Preconditions.Read(request.Headers).EvaluateRead(stored.ETag, stored.StoredAt);
        if (outcome == PreconditionOutcome.Failed) throw new S3Exception(S3Errors.PreconditionFailed);
        if (outcome == PreconditionOutcome.NotModified) throw new S3Exception(new S3Error("NotModified", StatusCodes.Status304NotModified, "Not Modified"));
    }

    private static (long Offset, long Length) RangeOf(S3Request request, StoredObject stored)
    {
        if (request.Parameter("partNumber").Length > 0) return PartOf(request, stored);
        if (request.Header("If-Range") is { } condition && EntityTag.Unquote(condition) != stored.ETag) return (0, stored.Size);

        switch (ByteRange.Resolve(request.Header("Range"), stored.Size, out var range))
        {
            case RangeOutcome.Unsatisfiable:
                throw new S3Exception(S3Errors.InvalidRange.With("RangeRequested", request.Header("Range")!).With("ActualObjectSize", $"{stored.Size}"));
            case RangeOutcome.Part:
                request.Response.StatusCode = StatusCodes.Status206PartialContent;
                return (range.First, range.Length);
            default:
                return (0, stored.Size);
        }
    }

    private static (long Offset, long Length) PartOf(S3Request request, StoredObject stored)
    {
        var number = request.Number("partNumber", 1, 1, int.MaxValue);
        var parts = stored.Headers.Parts;
        if (parts.Count == 0) return number == 1 ? (0, stored.Size) : throw new S3Exception(S3Errors.InvalidPartNumber);

        var before = parts.TakeWhile(part => part.Number != number).ToList();
        if (before.Count == parts.Count) throw new S3Exception(S3Errors.InvalidPartNumber);
        var part = parts[before.Count];
        request.Response.Headers["x-amz-mp-parts-count"] = $"{parts.Count}";
        request.Response.StatusCode = StatusCodes.Status206PartialContent;
        if (request.Header("x-amz-checksum-mode") == "ENABLED") ObjectResponse.DescribeChecksum(request.Response.Headers, stored, part);
        return (before.Sum(earlier => earlier.Size), part.Size);
    }
}
