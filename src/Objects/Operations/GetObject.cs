using Athanor.Objects.Blobs;
using Athanor.Objects.Checksums;
using Athanor.Objects.Door;
using Athanor.Objects.Model;
using Athanor.Objects.Wire;
using Microsoft.AspNetCore.Http;

namespace Athanor.Objects.Operations;

/// <summary>GET and HEAD of an object, whole or a range of it.</summary>
internal static class GetObject
{
    private const int MostAttempts = 5;

    /// <summary>An object that is replaced or deleted between its row and its bytes is looked for again: nothing of it has been sent yet.</summary>
    public static async Task HandleAsync(S3Request request)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await AnswerAsync(request);
                return;
            }
            catch (MissingBlobException) when (attempt < MostAttempts && !request.Response.HasStarted)
            {
                S3Answers.Reset(request.Context);
            }
        }
    }

    private static async Task AnswerAsync(S3Request request)
    {
        var stored = await FindAsync(request);
        CheckConditions(request, stored);
        ObjectResponse.Describe(request, stored);

        var (offset, length) = RangeOf(request, stored);
        if (request.Response.StatusCode == StatusCodes.Status206PartialContent)
            request.Response.Headers.ContentRange = $"bytes {offset}-{offset + length - 1}/{stored.Size}";
        request.Response.ContentLength = length;
        if (HttpMethods.IsHead(request.Context.Request.Method)) return;

        await request.Objects.CopyToAsync(request.Bucket, stored, offset, length, request.Response.BodyWriter, request.Cancellation);
    }

    private static async Task<StoredObject> FindAsync(S3Request request)
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
        var parts = stored.Headers.PartSizes;
        if (number > Math.Max(1, parts.Count)) throw new S3Exception(S3Errors.InvalidPartNumber);
        if (parts.Count == 0) return (0, stored.Size);

        request.Response.Headers["x-amz-mp-parts-count"] = $"{parts.Count}";
        request.Response.StatusCode = StatusCodes.Status206PartialContent;
        return (parts.Take(number - 1).Sum(), parts[number - 1]);
    }
}
