using System.Security.Cryptography;
using Athanor.Objects.Wire;
using Microsoft.AspNetCore.Http;

namespace Athanor.Objects.Checksums;

public sealed class ChecksumTests
{
    [Fact]
    public void A_pass_computes_what_was_asked_for_and_nothing_else()
    {
        var content = new Random(7).Bytes(100_000);
        using var digests = new ContentDigests(needsMd5: true, needsPayloadHash: true, ChecksumAlgorithm.Crc32, ChecksumAlgorithm.Sha1);

        for (var at = 0; at < content.Length; at += 7_001) digests.Append(content.AsSpan(at, Math.Min(7_001, content.Length - at)));
        var digest = digests.Finish();

        Assert.Equal(content.Length, digest.Length);
        Assert.Equal(MD5.HashData(content), digest.Md5);
        Assert.Equal(SHA256.HashData(content), digest.PayloadHash);
        Assert.Equal(Checksum.Of(ChecksumAlgorithm.Crc32, content), digest[ChecksumAlgorithm.Crc32]);
        Assert.Equal(SHA1.HashData(content), digest[ChecksumAlgorithm.Sha1]!.Bytes.ToArray());
        Assert.Null(digest[ChecksumAlgorithm.Crc64Nvme]);
    }

    [Fact]
    public void A_payload_hash_and_a_sha256_checksum_are_computed_once()
    {
        using var digests = new ContentDigests(needsMd5: false, needsPayloadHash: true, ChecksumAlgorithm.Sha256);

        digests.Append("athanor"u8);
        var digest = digests.Finish();

        Assert.Equal(SHA256.HashData("athanor"u8), digest.PayloadHash);
        Assert.Equal(digest.PayloadHash, digest[ChecksumAlgorithm.Sha256]!.Bytes.ToArray());
        Assert.Null(digest.Md5);
    }

    // "the checksum of checksums", followed by the number of parts.
    [Theory]
    [InlineData(ChecksumAlgorithm.Sha256)]
    [InlineData(ChecksumAlgorithm.Crc32)]
    internal void A_composite_checksum_is_taken_over_those_of_the_parts(ChecksumAlgorithm algorithm)
    {
        Checksum[] parts = [Checksum.Of(algorithm, "one"u8), Checksum.Of(algorithm, "two"u8)];

        var composite = MultipartChecksum.Composite(algorithm, parts);

        Assert.Equal($"{Checksum.Of(algorithm, [.. parts[0].Bytes, .. parts[1].Bytes])}-2", composite);
    }

    [Theory]
    [InlineData(ChecksumAlgorithm.Crc32)]
    [InlineData(ChecksumAlgorithm.Crc32C)]
    [InlineData(ChecksumAlgorithm.Crc64Nvme)]
    internal void A_full_object_checksum_of_parts_is_that_of_their_bytes(ChecksumAlgorithm algorithm)
    {
        var content = new Random(3).Bytes(70_000);
        int[] cuts = [0, 1, 20_000, 20_000, 65_536, 70_000];

        var parts = cuts.Zip(cuts.Skip(1), (from, to) => (Checksum.Of(algorithm, content.AsSpan(from, to - from)), (long)(to - from)));

        Assert.Equal(Checksum.Of(algorithm, content), MultipartChecksum.FullObject(algorithm, parts));
    }

    [Fact]
    public void The_tag_of_a_multipart_object_is_the_md5_of_its_parts_md5s_with_their_number()
    {
        byte[][] parts = [MD5.HashData("one"u8), MD5.HashData("two"u8)];

        Assert.Equal($"{Convert.ToHexStringLower(MD5.HashData([.. parts[0], .. parts[1]]))}-2", EntityTag.OfParts(parts));
        Assert.Equal("abc", EntityTag.Unquote("\"abc\""));
        Assert.Equal("abc", EntityTag.Unquote(" abc "));
    }

    [Theory]
    [InlineData("AAAAAA==", true)]
    [InlineData("AAAAAAA=", false)]
    [InlineData("AAAAAA", false)]
    [InlineData("", false)]
    [InlineData("AAA AAA==", false)]
    [InlineData("!!!!!!==", false)]
    [InlineData(null, false)]
    public void A_checksum_is_base64_of_exactly_its_bytes(string? text, bool isValid) => Assert.Equal(isValid, Checksum.TryParse(ChecksumAlgorithm.Crc32, text) is not null);

    // "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed."
    [Fact]
    public void Two_checksums_are_refused()
    {
        var headers = new HeaderDictionary { ["x-amz-checksum-crc32"] = "AAAAAA==", ["x-amz-checksum-crc32c"] = "AAAAAA==" };

        Assert.Equal("InvalidRequest", ChecksumHeaders.Read(headers).Error?.Code);
    }

    [Fact]
    public void A_trailer_names_the_algorithm_whose_value_comes_later()
    {
        var read = ChecksumHeaders.Read(new HeaderDictionary { ["x-amz-trailer"] = "x-amz-checksum-crc64nvme", ["x-amz-sdk-checksum-algorithm"] = "CRC64NVME" }).Value;

        Assert.Equal(ChecksumAlgorithm.Crc64Nvme, read.Algorithm);
        Assert.Null(read.Value);
    }

    [Theory]
    [InlineData("x-amz-checksum-crc32", "nonsense", "InvalidRequest")]
    [InlineData("x-amz-checksum-xxhash", "AAAA", "NotImplemented")]
    [InlineData("x-amz-sdk-checksum-algorithm", "CRC31", "InvalidRequest")]
    [InlineData("x-amz-trailer", "x-amz-meta-late", "InvalidRequest")]
    [InlineData("x-amz-checksum-type", "HALF_OBJECT", "InvalidRequest")]
    public void What_cannot_be_read_is_refused(string header, string value, string code) =>
        Assert.Equal(code, ChecksumHeaders.Read(new HeaderDictionary { [header] = value }).Error?.Code);

    [Fact]
    public void A_content_md5_that_is_none_is_an_invalid_digest() => Assert.Equal("InvalidDigest", ChecksumHeaders.ReadContentMd5("YWJj").Error?.Code);

    [Fact]
    public async Task Content_that_differs_from_what_was_announced_never_comes_to_its_end()
    {
        using var digests = new ContentDigests(needsMd5: true, needsPayloadHash: false);
        await using var content = new VerifiedContent(new MemoryStream([1, 2, 3]), digests, () => new ExpectedDigests { Md5 = MD5.HashData([1, 2, 4]) });

        var failure = await Assert.ThrowsAsync<S3Exception>(() => content.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken));

        Assert.Equal("BadDigest", failure.Error.Code);
        Assert.Null(content.Digest);
    }

    [Fact]
    public async Task Content_that_is_what_was_announced_is_read_with_its_digest()
    {
        using var digests = new ContentDigests(needsMd5: true, needsPayloadHash: true, ChecksumAlgorithm.Crc64Nvme);
        var expected = new ExpectedDigests { Md5 = MD5.HashData([1, 2, 3]), PayloadHash = SHA256.HashData([1, 2, 3]), Checksum = Checksum.Of(ChecksumAlgorithm.Crc64Nvme, [1, 2, 3]) };
        await using var content = new VerifiedContent(new MemoryStream([1, 2, 3]), digests, () => expected);

        await content.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);

        Assert.Equal(3, content.Digest?.Length);
    }
}
