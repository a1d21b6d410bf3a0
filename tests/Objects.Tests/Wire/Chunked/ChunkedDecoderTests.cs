using System.Text;
using Athanor.Objects.Checksums;
using Athanor.Objects.Signing;
using Microsoft.AspNetCore.Http;

namespace Athanor.Objects.Wire.Chunked;

public sealed class ChunkedDecoderTests
{
    private static readonly ReferenceSigner Signer = new(PublishedExamples.KeyId, PublishedExamples.Secret, "us-east-1", PublishedExamples.Now);
    private static readonly string[] Crc32 = ["x-amz-checksum-crc32"];

    // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html: a seed signature and three chunks.
    [Fact]
    public void The_published_chunked_upload()
    {
        var request = PublishedExamples.Request(
            "PUT", "/examplebucket/chunkObject.txt", "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class",
            "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
            ("Host", "s3.amazonaws.com"), ("x-amz-date", "20130524T000000Z"), ("x-amz-storage-class", "REDUCED_REDUNDANCY"), ("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"),
            ("Content-Encoding", "aws-chunked"), ("x-amz-decoded-content-length", "66560"), ("Content-Length", "66824"));
        var body = PublishedBody(
            "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648", "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
            "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9", "\r\n");

        var (content, error) = Decode(body, SignaturesOf(request), 66560);

        Assert.Null(error);
        Assert.Equal(new string('a', 66560), Encoding.ASCII.GetString(content));
        Assert.Equal(66824, body.Length);
    }

    // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
    [Fact]
    public void The_published_chunked_upload_with_a_trailer()
    {
        var request = PublishedExamples.Request(
            "PUT", "/examplebucket/chunkObject.txt", "content-encoding;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class;x-amz-trailer",
            "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e",
            ("Host", "s3.amazonaws.com"), ("x-amz-date", "20130524T000000Z"), ("x-amz-storage-class", "REDUCED_REDUNDANCY"), ("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"),
            ("Content-Encoding", "aws-chunked"), ("x-amz-decoded-content-length", "66560"), ("x-amz-trailer", "x-amz-checksum-crc32c"), ("Content-Length", "66824"));
        var body = PublishedBody(
            "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2", "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
            "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992",
            "x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n");

        using var decoder = new ChunkedDecoder(66560, SignaturesOf(request), ["x-amz-checksum-crc32c"]);
        var (content, error) = Decode(body, decoder, new Random(1));

        Assert.Null(error);
        Assert.Equal("sOO8/Q==", decoder.Trailer["x-amz-checksum-crc32c"]);
        Assert.Equal("sOO8/Q==", Checksum.Of(ChecksumAlgorithm.Crc32C, content).ToString());
    }

    [Theory]
    [InlineData("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n")]
    [InlineData("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n")]
    [InlineData("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==")]
    [InlineData("5\r\nhello\r\n0\r\n\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n")]
    [InlineData("5\r\nhello\r\n0\r\nX-Amz-Checksum-Crc32: NhCmhg==\n\r\n")]
    [InlineData("2\r\nhe\r\n003\r\nllo\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n")]
    public void Clients_end_a_trailer_in_several_ways(string body)
    {
        using var decoder = new ChunkedDecoder(5, null, Crc32);

        var (content, error) = Decode(Encoding.ASCII.GetBytes(body), decoder, new Random(1));

        Assert.Null(error);
        Assert.Equal("hello", Encoding.ASCII.GetString(content));
        Assert.Equal("NhCmhg==", decoder.Trailer["x-amz-checksum-crc32"]);
    }

    [Theory]
    [InlineData("", "IncompleteBody")]
    [InlineData("5\r\nhel", "IncompleteBody")]
    [InlineData("5\r\nhello", "IncompleteBody")]
    [InlineData("5\r\nhello\r\n", "IncompleteBody")]
    [InlineData("4\r\nhell\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", "IncompleteBody")]
    [InlineData("6\r\nhello!\r\n0\r\n", "InvalidChunkSizeError")]
    [InlineData("5\r\nhello!\r\n0\r\n", "InvalidChunkSizeError")]
    [InlineData("5\r\nhello\r\n5\r\nhello\r\n0\r\n", "InvalidChunkSizeError")]
    [InlineData("-5\r\nhello\r\n0\r\n", "InvalidChunkSizeError")]
    [InlineData("0x5\r\nhello\r\n0\r\n", "InvalidChunkSizeError")]
    [InlineData("ffffffffffffffff\r\nhello\r\n0\r\n", "InvalidChunkSizeError")]
    [InlineData("00000000000000005\r\nhello\r\n0\r\n", "InvalidChunkSizeError")]
    [InlineData("\r\n", "InvalidChunkSizeError")]
    [InlineData("hello", "IncompleteBody")]
    [InlineData("5\r\nhello\r\n0\r\n\r\n", "MalformedTrailerError")]
    [InlineData("5\r\nhello\r\n0\r\nx-amz-checksum-sha1:NhCmhg==\r\n\r\n", "MalformedTrailerError")]
    [InlineData("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", "MalformedTrailerError")]
    [InlineData("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\nand more", "MalformedTrailerError")]
    [InlineData("5\r\nhello\r\n0\r\nno field\r\n\r\n", "MalformedTrailerError")]
    [InlineData("5\r\nhello\r\n0\r\n\r\n\r\n\r\n\r\n", "MalformedTrailerError")]
    public void A_body_that_is_cut_too_long_or_malformed_is_refused(string body, string code)
    {
        using var decoder = new ChunkedDecoder(5, null, Crc32);

        Assert.Equal(code, Decode(Encoding.ASCII.GetBytes(body), decoder, new Random(1)).Error?.Code);
    }

    [Fact]
    public void A_line_without_end_is_refused_before_it_fills_the_memory()
    {
        using var header = new ChunkedDecoder(5, null, Crc32);
        using var trailer = new ChunkedDecoder(5, null, Crc32);

        Assert.Equal("InvalidChunkSizeError", Decode(Encoding.ASCII.GetBytes(new string('0', 5000)), header, new Random(1)).Error?.Code);
        Assert.Equal("MalformedTrailerError", Decode(Encoding.ASCII.GetBytes($"5\r\nhello\r\n0\r\n{new string('x', 5000)}"), trailer, new Random(1)).Error?.Code);
    }

    [Fact]
    public void Chunks_that_change_places_break_the_chain()
    {
        var first = new ChunkedWriter(Signer).Chunk("first"u8).Body;
        var both = new ChunkedWriter(Signer).Chunk("first"u8).Chunk("secnd"u8).Chunk([]).Write("\r\n").Body;
        var second = both[first.Length..(2 * first.Length)];

        Assert.Null(Decode(both, ChunkedWriter.Signatures(Signer), 10).Error);
        Assert.Equal("SignatureDoesNotMatch", Decode([.. second, .. first, .. both[(2 * first.Length)..]], ChunkedWriter.Signatures(Signer), 10).Error?.Code);
        Assert.Equal("SignatureDoesNotMatch", Decode([.. first, .. first, .. both[(2 * first.Length)..]], ChunkedWriter.Signatures(Signer), 10).Error?.Code);
        Assert.Equal("SignatureDoesNotMatch", Decode([.. first, .. both[(2 * first.Length)..]], ChunkedWriter.Signatures(Signer), 5).Error?.Code);
    }

    [Theory]
    [InlineData("5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("5;chunk-signature=00\r\nhello\r\n0\r\n\r\n")]
    [InlineData("5;chunk-signature=zz\r\nhello\r\n0\r\n\r\n")]
    public void A_chunk_without_a_signature_is_refused_where_chunks_are_signed(string body) =>
        Assert.Equal("SignatureDoesNotMatch", Decode(Encoding.ASCII.GetBytes(body), ChunkedWriter.Signatures(Signer), 5).Error?.Code);

    [Fact]
    public void A_trailer_is_signed_where_chunks_are()
    {
        var right = new ChunkedWriter(Signer).Chunk("hello"u8).Chunk([]).Trailer(Crc32[0], "NhCmhg==").Write("\r\n").Body;
        var otherwise = new ChunkedWriter(Signer).Chunk("hello"u8).Chunk([]).Trailer(Crc32[0], "NhCmhg==", "\n\r\n").Write("\r\n").Body;
        var unsigned = new ChunkedWriter(Signer).Chunk("hello"u8).Chunk([]).Write("x-amz-checksum-crc32:NhCmhg==\r\n\r\n").Body;
        var changed = Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(right).Replace("NhCmhg==", "AAAAAA==", StringComparison.Ordinal));

        Assert.Null(Signed(right));
        Assert.Null(Signed(otherwise));
        Assert.Equal("SignatureDoesNotMatch", Signed(unsigned));
        Assert.Equal("SignatureDoesNotMatch", Signed(changed));

        static string? Signed(byte[] body)
        {
            using var decoder = new ChunkedDecoder(5, ChunkedWriter.Signatures(Signer), Crc32);
            return Decode(body, decoder, new Random(1)).Error?.Code;
        }
    }

    [Fact]
    public void A_body_without_a_trailer_ends_with_its_last_chunk() =>
        Assert.Equal("InvalidRequest", Decode(new ChunkedWriter(Signer).Chunk("hello"u8).Chunk([]).Write("\r\nx-amz-meta-late:1\r\n").Body, ChunkedWriter.Signatures(Signer), 5).Error?.Code);

    [Theory]
    [InlineData(PayloadKind.UnsignedChunksWithTrailer, "5", "x-amz-checksum-crc32", null)]
    [InlineData(PayloadKind.UnsignedChunksWithTrailer, "5", "X-Amz-Checksum-CRC64NVME", null)]
    [InlineData(PayloadKind.SignedChunks, "5", null, null)]
    [InlineData(PayloadKind.SignedChunks, null, null, "MissingContentLength")]
    [InlineData(PayloadKind.SignedChunks, "-5", null, "InvalidArgument")]
    [InlineData(PayloadKind.SignedChunks, "5", "x-amz-checksum-crc32", "InvalidRequest")]
    [InlineData(PayloadKind.SignedChunksWithTrailer, "5", "x-amz-meta-late", "InvalidRequest")]
    [InlineData(PayloadKind.SignedChunksWithTrailer, "5", "x-amz-checksum-crc32,x-amz-checksum-sha1", "InvalidRequest")]
    internal void A_chunked_body_says_its_length_and_its_trailer_before_it_comes(PayloadKind payload, string? length, string? trailer, string? code)
    {
        var headers = new HeaderDictionary { ["x-amz-decoded-content-length"] = length, ["x-amz-trailer"] = trailer };

        Assert.Equal(code, ChunkedHeaders.Read(payload, headers).Error?.Code);
    }

    [Theory]
    [InlineData("aws-chunked", "")]
    [InlineData("gzip,aws-chunked", "gzip")]
    [InlineData("aws-chunked, gzip", "gzip")]
    public void The_encoding_that_is_taken_off_is_not_kept_with_the_object(string sent, string stored) => Assert.Equal(stored, ChunkedHeaders.StoredContentEncoding(sent));

    private static byte[] PublishedBody(string first, string second, string last, string end) =>
        Encoding.ASCII.GetBytes($"10000;chunk-signature={first}\r\n{new string('a', 65536)}\r\n400;chunk-signature={second}\r\n{new string('a', 1024)}\r\n0;chunk-signature={last}\r\n{end}");

    private static ChunkSignatures SignaturesOf(RequestToVerify request) =>
        RequestSignature.Read(request).Value.Verify(request, PublishedExamples.Secret, PublishedExamples.Now, new SigningKeys()).Value;

    private static (byte[] Content, S3Error? Error) Decode(byte[] body, ChunkSignatures signatures, long length)
    {
        using var decoder = new ChunkedDecoder(length, signatures, []);
        return Decode(body, decoder, new Random(1));
    }

    internal static (byte[] Content, S3Error? Error) Decode(byte[] body, ChunkedDecoder decoder, Random random)
    {
        var content = new MemoryStream();
        var target = new byte[random.Next(1, 3000)];
        for (var at = 0; at < body.Length;)
        {
            var piece = body.AsSpan(at, Math.Min(body.Length - at, random.Next(1, 3000)));
            if (!decoder.Decode(piece, target).TryGet(out var step, out var error)) return (content.ToArray(), error);
            content.Write(target, 0, step.Written);
            at += step.Consumed;
        }
        return (content.ToArray(), decoder.Finish());
    }
}
