using System.IO.Pipelines;
using Athanor.Objects.Checksums;
using Athanor.Objects.Encryption;
using Athanor.Objects.Model;

namespace Athanor.Objects.Door;

/// <summary>Content that comes from an object that is there: opened with its key, digested, and sealed with that of the copy.</summary>
internal static class CopiedContent
{
    public static async Task<T> StoreAsync<T>(
        S3Request request, Bucket source, StoredObject original, CustomerKey? sourceKey, long offset, long length, ContentKey? key, IReadOnlyCollection<ChecksumAlgorithm> algorithms, Func<ReceivedContent, Task<T>> commit)
    {
        using var digests = new ContentDigests(needsMd5: true, needsPayloadHash: IncomingContent.NeedsDigest(request, forObject: true), algorithms);
        var pipe = new Pipe();
        var reading = ReadAsync(request, source, original, sourceKey, offset, length, pipe.Writer);
        try
        {
            await using var content = new VerifiedContent(pipe.Reader.AsStream(leaveOpen: true), digests, () => new());
            using var blob = await request.Objects.ReceiveAsync(content, length, key, request.Cancellation);
            return await commit(IncomingContent.Describe(request, blob.Reference, content.Digest!, key));
        }
        finally
        {
            // Who reads for a copy that failed is told to stop.
            await pipe.Reader.CompleteAsync();
            await reading;
        }
    }

    private static async Task ReadAsync(S3Request request, Bucket source, StoredObject original, CustomerKey? sourceKey, long offset, long length, PipeWriter target)
    {
        Exception? failure = null;
        try
        {
            await request.Objects.CopyToAsync(source, original, sourceKey, offset, length, target, request.Cancellation);
        }
        catch (Exception reason)
        {
            // The one who writes the copy reads it from the pipe, and fails by it.
            failure = reason;
        }
        await target.CompleteAsync(failure);
    }
}
