using System.Globalization;
using Athanor.Foundation.Problems;
using Athanor.Objects.Checksums;

namespace Athanor.Objects.Client;

/// <summary>
/// Fetches an object into a file, ranges of it at once, appended in order to a file beside it that carries the entity tag in its name. So
/// what an interrupted download left is gone on with, and never with the bytes of another object. The file appears when all of it is
/// there and verified.
/// </summary>
internal sealed class FileDownload(S3Client client, string bucket, string key, Action<long> received)
{
    private const int RangeSize = 8 << 20;
    private const int RangesAtOnce = 4;
    private const int MostAttempts = 5;

    public async Task RunAsync(string path, CancellationToken cancellation)
    {
        var head = await new RemoteBuckets(client).HeadAsync(bucket, key, cancellation);
        var part = $"{path}.{string.Concat(head.ETag.Where(char.IsAsciiLetterOrDigit))}.part";
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        await using (var file = new FileStream(part, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            if (file.Length > head.Size) file.SetLength(0);
            received(file.Seek(0, SeekOrigin.End));
            await FetchAsync(file, head, cancellation);
            file.Position = 0;
            var isWhole = await IsWholeAsync(file, head, cancellation);
            if (!isWhole) file.SetLength(0);
            file.Flush(flushToDisk: true);
            if (!isWhole) throw new ProblemException(ClientProblems.Damaged($"s3://{bucket}/{key}"));
        }
        if (head.StoredAt is { } storedAt) File.SetLastWriteTimeUtc(part, storedAt.UtcDateTime);
        File.Move(part, path, overwrite: true);
    }

    private async Task FetchAsync(FileStream file, RemoteHead head, CancellationToken cancellation)
    {
        var waiting = new Queue<Task<byte[]>>();
        for (var next = file.Length; next < head.Size || waiting.Count > 0;)
        {
            while (next < head.Size && waiting.Count < RangesAtOnce)
            {
                var length = (int)Math.Min(RangeSize, head.Size - next);
                waiting.Enqueue(FetchAsync(head, next, length, cancellation));
                next += length;
            }
            var content = await waiting.Dequeue();
            await file.WriteAsync(content, cancellation);
            received(content.Length);
        }
    }

    private async Task<byte[]> FetchAsync(RemoteHead head, long offset, int length, CancellationToken cancellation)
    {
        var call = new S3Call(HttpMethod.Get, bucket, key)
        {
            Headers = [("Range", string.Create(CultureInfo.InvariantCulture, $"bytes={offset}-{offset + length - 1}")), ("If-Match", $"\"{head.ETag}\"")],
        };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var answer = await client.SendAsync(call, cancellation);
                var content = new byte[length];
                await using var body = await answer.Content.ReadAsStreamAsync(cancellation);
                await body.ReadExactlyAsync(content, cancellation);
                return content;
            }
            catch (Exception failure) when (failure is IOException or HttpRequestException && attempt < MostAttempts)
            {
                // The connection was cut within the body: this range is asked for again.
            }
        }
    }

    private static async Task<bool> IsWholeAsync(FileStream file, RemoteHead head, CancellationToken cancellation)
    {
        var expected = head.Checksums.ToList();
        var isMd5 = head.ETag.Length == 32 && head.ETag.All(char.IsAsciiHexDigitLower) && !head.Headers.ContainsKey("x-amz-server-side-encryption-customer-algorithm");
        using var digests = new ContentDigests(needsMd5: isMd5 && expected.Count == 0, needsPayloadHash: false, [.. expected.Select(checksum => checksum.Algorithm)]);
        var buffer = new byte[1 << 20];
        for (int read; (read = await file.ReadAsync(buffer, cancellation)) > 0;) digests.Append(buffer.AsSpan(0, read));

        var found = digests.Finish();
        return found.Length == head.Size
            && expected.TrueForAll(checksum => checksum.Equals(found[checksum.Algorithm]))
            && (found.Md5 is null || Convert.ToHexStringLower(found.Md5) == head.ETag);
    }
}
