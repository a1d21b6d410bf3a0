using System.Net;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.S3.Transfer;
using Athanor.Conformance;

namespace Athanor.EndToEnd.Objects;

/// <summary>The current AWS SDK for .NET as it comes: checksums in trailers, aws-chunked bodies, multipart uploads of its own making.</summary>
public sealed class AwsSdkTests(AthanorServer server) : IClassFixture<AthanorServer>, IDisposable
{
    private readonly AmazonS3Client _s3 = new(
        new BasicAWSCredentials(server.Admin.KeyId, server.Admin.Secret),
        new AmazonS3Config { ServiceURL = server.S3Address.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-east-1", UseHttp = true });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_object_comes_back_with_its_bytes_headers_metadata_checksum_and_tags()
    {
        var bucket = await CreateBucketAsync("sdk-objects");
        var stored = await _s3.PutObjectAsync(
            new()
            {
                BucketName = bucket,
                Key = "Φύλλα/дуб 漢字/leaf+1 %41.txt",
                ContentBody = "a leaf",
                ContentType = "text/plain",
                Metadata = { ["species"] = "oak" },
                TagSet = [new() { Key = "season", Value = "autumn" }],
            },
            Cancellation);
        using var got = await _s3.GetObjectAsync(new() { BucketName = bucket, Key = "Φύλλα/дуб 漢字/leaf+1 %41.txt", ChecksumMode = ChecksumMode.ENABLED }, Cancellation);
        using var reader = new StreamReader(got.ResponseStream);
        var tags = await _s3.GetObjectTaggingAsync(new() { BucketName = bucket, Key = "Φύλλα/дуб 漢字/leaf+1 %41.txt" }, Cancellation);

        Assert.Equal("a leaf", await reader.ReadToEndAsync(Cancellation));
        Assert.Equal("text/plain", got.Headers.ContentType);
        Assert.Equal("oak", got.Metadata["species"]);
        Assert.NotNull(stored.ChecksumCRC32 ?? stored.ChecksumCRC64NVME ?? stored.ChecksumCRC32C);
        Assert.Equal(stored.ChecksumCRC32, got.ChecksumCRC32);
        Assert.Equal("autumn", Assert.Single(tags.Tagging).Value);
    }

    [Fact]
    public async Task A_large_file_goes_up_in_parts_and_comes_back_whole_in_ranges_and_in_parts()
    {
        var bucket = await CreateBucketAsync("sdk-large");
        using var folder = new TemporaryFolder();
        var content = RandomNumberGenerator.GetBytes(23_456_789);
        await File.WriteAllBytesAsync(folder.File("up"), content, Cancellation);
        using var transfer = new TransferUtility(_s3, new TransferUtilityConfig { MinSizeBeforePartUpload = 5 << 20 });

        await transfer.UploadAsync(new TransferUtilityUploadRequest { BucketName = bucket, Key = "photo", FilePath = folder.File("up"), PartSize = 5 << 20 }, Cancellation);
        await transfer.DownloadAsync(folder.File("down"), bucket, "photo", Cancellation);
        using var range = await _s3.GetObjectAsync(new() { BucketName = bucket, Key = "photo", ByteRange = new ByteRange(5_242_870, 5_242_889) }, Cancellation);
        var part = await _s3.GetObjectMetadataAsync(new() { BucketName = bucket, Key = "photo", PartNumber = 2 }, Cancellation);
        var copy = await _s3.CopyObjectAsync(new() { SourceBucket = bucket, SourceKey = "photo", DestinationBucket = bucket, DestinationKey = "copy" }, Cancellation);

        Assert.Equal(content, await File.ReadAllBytesAsync(folder.File("down"), Cancellation));
        var bytes = new byte[20];
        await range.ResponseStream.ReadExactlyAsync(bytes, Cancellation);
        Assert.Equal(content[5_242_870..5_242_890], bytes);
        Assert.Equal(5 << 20, part.ContentLength);
        Assert.Equal(5, part.PartsCount);
        Assert.EndsWith("-5\"", part.ETag, StringComparison.Ordinal);
        Assert.NotNull(copy.ETag);
    }

    [Fact]
    public async Task Of_two_writers_who_both_believe_to_be_first_one_is_told_otherwise()
    {
        var bucket = await CreateBucketAsync("sdk-conditions");
        PutObjectRequest Writer(string body) => new() { BucketName = bucket, Key = "latest", ContentBody = body, IfNoneMatch = "*" };

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            try
            {
                return (await _s3.PutObjectAsync(Writer($"writer {writer}"), Cancellation)).HttpStatusCode;
            }
            catch (AmazonS3Exception error)
            {
                return error.StatusCode;
            }
        }));
        var current = await _s3.GetObjectMetadataAsync(bucket, "latest", Cancellation);
        var stale = await Assert.ThrowsAsync<AmazonS3Exception>(() => _s3.PutObjectAsync(
            new() { BucketName = bucket, Key = "latest", ContentBody = "x", IfMatch = "\"d41d8cd98f00b204e9800998ecf8427e\"" }, Cancellation));
        await _s3.PutObjectAsync(new() { BucketName = bucket, Key = "latest", ContentBody = "next", IfMatch = current.ETag }, Cancellation);

        Assert.Single(outcomes, HttpStatusCode.OK);
        Assert.Equal(7, outcomes.Count(status => status == HttpStatusCode.PreconditionFailed));
        Assert.Equal("PreconditionFailed", stale.ErrorCode);
    }

    [Fact]
    public async Task Versions_stay_readable_and_a_presigned_address_needs_no_key()
    {
        var bucket = await CreateBucketAsync("sdk-versions");
        await _s3.PutBucketVersioningAsync(new() { BucketName = bucket, VersioningConfig = new() { Status = VersionStatus.Enabled } }, Cancellation);
        var first = await _s3.PutObjectAsync(new() { BucketName = bucket, Key = "leaf", ContentBody = "one" }, Cancellation);
        await _s3.PutObjectAsync(new() { BucketName = bucket, Key = "leaf", ContentBody = "two" }, Cancellation);
        await _s3.DeleteObjectAsync(bucket, "leaf", Cancellation);

        var versions = await _s3.ListVersionsAsync(bucket, Cancellation);
        var address = await _s3.GetPreSignedURLAsync(
            new() { BucketName = bucket, Key = "leaf", VersionId = first.VersionId, Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5), Protocol = Protocol.HTTP });
        using var stranger = new HttpClient();

        Assert.Equal(3, versions.Versions.Count);
        Assert.True(versions.Versions[0].IsDeleteMarker);
        Assert.Equal("one", await stranger.GetStringAsync(address, Cancellation));
        Assert.Equal("NoSuchKey", (await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => _s3.GetObjectAsync(bucket, "leaf", Cancellation))).ErrorCode);
    }

    [Fact]
    public async Task A_hundred_thousand_keys_are_stored_listed_once_each_in_order_and_deleted()
    {
        const int Keys = 100_000;
        var bucket = await CreateBucketAsync("sdk-many");
        await Parallel.ForAsync(0, Keys, new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = Cancellation }, async (number, stop) =>
            await _s3.PutObjectAsync(new() { BucketName = bucket, Key = $"{number % 100:00}/{number:000000}", ContentBody = $"{number}" }, stop));

        var folders = await _s3.ListObjectsV2Async(new() { BucketName = bucket, Delimiter = "/" }, Cancellation);
        var listed = new List<string>(Keys);
        await foreach (var entry in _s3.Paginators.ListObjectsV2(new() { BucketName = bucket }).S3Objects.WithCancellation(Cancellation)) listed.Add(entry.Key);
        Assert.Equal(100, folders.CommonPrefixes.Count);
        Assert.Equal(Enumerable.Range(0, Keys).Select(number => $"{number % 100:00}/{number:000000}").Order(StringComparer.Ordinal), listed);

        foreach (var thousand in listed.Chunk(1000))
            await _s3.DeleteObjectsAsync(new() { BucketName = bucket, Objects = [.. thousand.Select(key => new KeyVersion { Key = key })], Quiet = true }, Cancellation);
        await _s3.DeleteBucketAsync(bucket, Cancellation);
    }

    public void Dispose() => _s3.Dispose();

    private async Task<string> CreateBucketAsync(string name)
    {
        await _s3.PutBucketAsync(name, Cancellation);
        return name;
    }
}
