using System.Security.Cryptography;
using System.Xml.Linq;
using Athanor.Foundation.Problems;
using Athanor.Objects.Checksums;
using Microsoft.Win32.SafeHandles;

namespace Athanor.Objects.Client;

/// <summary>
/// Sends a file: a small one in one request, a large one in parts, several at once. An upload that was interrupted is gone on with: the
/// parts that arrived, and are those of this file, are not sent again. Each request carries a checksum, and so does the whole.
/// </summary>
internal sealed class FileUpload(S3Client client, string bucket, string key, Action<long> sent)
{
    private const int SmallestPart = 16 << 20;
    private const int MostParts = 10_000;
    private const int PartsAtOnce = 4;
    private const ChecksumAlgorithm Algorithm = ChecksumAlgorithm.Crc64Nvme;

    public async Task RunAsync(string path, CancellationToken cancellation)
    {
        using var file = File.OpenHandle(path);
        var size = RandomAccess.GetLength(file);
        if (size > SmallestPart) await SendPartsAsync(file, size, cancellation);
        else await SendWholeAsync(file, (int)size, cancellation);
    }

    private async Task SendWholeAsync(SafeFileHandle file, int size, CancellationToken cancellation)
    {
        var content = Read(file, 0, size);
        await client.TellAsync(new(HttpMethod.Put, bucket, key) { Headers = [ChecksumOf(content).Header], Body = content }, cancellation);
        sent(size);
    }

    private async Task SendPartsAsync(SafeFileHandle file, long size, CancellationToken cancellation)
    {
        var partSize = (int)Math.Max(SmallestPart, ((size / MostParts) + (1 << 20)) >> 20 << 20);
        var (upload, present) = await FindOrStartAsync(cancellation);
        var parts = new (string ETag, Checksum Checksum, long Length)[(size + partSize - 1) / partSize];
        await Parallel.ForAsync(0, parts.Length, new ParallelOptions { MaxDegreeOfParallelism = PartsAtOnce, CancellationToken = cancellation }, async (index, stop) =>
        {
            var content = Read(file, (long)index * partSize, (int)Math.Min(partSize, size - ((long)index * partSize)));
            var (checksum, header) = ChecksumOf(content);
            var etag = Md5Of(content);
            if (present.GetValueOrDefault(index + 1) != (etag, content.Length))
                await client.TellAsync(new(HttpMethod.Put, bucket, key) { Query = [("partNumber", $"{index + 1}"), ("uploadId", upload)], Headers = [header], Body = content }, stop);
            parts[index] = (etag, checksum, content.Length);
            sent(content.Length);
        });
        await CompleteAsync(upload, parts, cancellation);
    }

    private async Task CompleteAsync(string upload, (string ETag, Checksum Checksum, long Length)[] parts, CancellationToken cancellation)
    {
        var document = new XElement("CompleteMultipartUpload", parts.Select((part, index) => new XElement("Part", new XElement("PartNumber", index + 1), new XElement("ETag", $"\"{part.ETag}\""))));
        var whole = MultipartChecksum.FullObject(Algorithm, parts.Select(part => (part.Checksum, part.Length)));
        try
        {
            await client.AskAsync(
                new(HttpMethod.Post, bucket, key)
                {
                    Query = [("uploadId", upload)],
                    Headers = [("x-amz-checksum-type", "FULL_OBJECT")],
                    Body = System.Text.Encoding.UTF8.GetBytes(document.ToString(SaveOptions.DisableFormatting)),
                },
                cancellation);
        }
        catch (ProblemException gone) when (gone.Problem.Code == "s3/NoSuchUpload")
        {
            // The answer to an earlier attempt may have been lost; what is there now tells.
        }
        var stored = await new RemoteBuckets(client).HeadAsync(bucket, key, cancellation);
        if (!stored.Checksums.Contains(whole)) throw new ProblemException(ClientProblems.Damaged($"s3://{bucket}/{key}"));
    }

    private async Task<(string Id, Dictionary<int, (string ETag, int Length)> Present)> FindOrStartAsync(CancellationToken cancellation)
    {
        var uploads = await client.AskAsync(new(HttpMethod.Get, bucket) { Query = [("uploads", ""), ("prefix", key)] }, cancellation);
        var earlier = RemoteBuckets.Named(uploads, "Upload").Where(upload => RemoteBuckets.Text(upload, "Key") == key).Select(upload => RemoteBuckets.Text(upload, "UploadId")).Max(StringComparer.Ordinal);
        if (earlier is not null) return (earlier, await ListPartsAsync(earlier, cancellation));

        var started = await client.AskAsync(
            new(HttpMethod.Post, bucket, key)
            {
                Query = [("uploads", "")],
                Headers = [("x-amz-checksum-algorithm", ChecksumAlgorithms.NameOf(Algorithm)), ("x-amz-checksum-type", "FULL_OBJECT")],
                Body = ReadOnlyMemory<byte>.Empty,
            },
            cancellation);
        return (RemoteBuckets.Text(started, "UploadId"), []);
    }

    private async Task<Dictionary<int, (string ETag, int Length)>> ListPartsAsync(string upload, CancellationToken cancellation)
    {
        var parts = new Dictionary<int, (string, int)>();
        for (string? marker = "0"; marker is not null;)
        {
            var page = await client.AskAsync(new(HttpMethod.Get, bucket, key) { Query = [("uploadId", upload), ("part-number-marker", marker)] }, cancellation);
            foreach (var part in RemoteBuckets.Named(page, "Part"))
                if (long.TryParse(RemoteBuckets.Text(part, "Size"), out var size) && size <= int.MaxValue && int.TryParse(RemoteBuckets.Text(part, "PartNumber"), out var number))
                    parts[number] = (RemoteBuckets.Text(part, "ETag").Trim('"'), (int)size);
            marker = RemoteBuckets.Text(page, "IsTruncated") == "true" ? RemoteBuckets.Find(page, "NextPartNumberMarker") : null;
        }
        return parts;
    }

    private static byte[] Read(SafeFileHandle file, long offset, int length)
    {
        var content = new byte[length];
        for (var done = 0; done < length;)
        {
            var read = RandomAccess.Read(file, content.AsSpan(done), offset + done);
            if (read == 0) throw new IOException("the file became shorter while it was sent");
            done += read;
        }
        return content;
    }

    private static (Checksum Value, (string, string) Header) ChecksumOf(byte[] content)
    {
        var checksum = Checksum.Of(Algorithm, content);
        return (checksum, (ChecksumAlgorithms.HeaderOf(Algorithm), checksum.ToString()));
    }

#pragma warning disable CA5351 // The entity tag of a part.
    private static string Md5Of(byte[] content) => Convert.ToHexStringLower(MD5.HashData(content));
#pragma warning restore CA5351
}
