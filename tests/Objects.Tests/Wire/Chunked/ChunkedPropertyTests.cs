using Athanor.Objects.Signing;

namespace Athanor.Objects.Wire.Chunked;

public sealed class ChunkedPropertyTests
{
    private static readonly ReferenceSigner Signer = new("AKIDATHANOR", "secret", "eu-west-1", new DateTimeOffset(2026, 5, 4, 3, 2, 1, TimeSpan.Zero));
    private static readonly string[] Crc32 = ["x-amz-checksum-crc32"];
    private static readonly string[] Codes = ["IncompleteBody", "InvalidChunkSizeError", "SignatureDoesNotMatch", "MalformedTrailerError", "InvalidRequest"];

    [Fact]
    public void Content_comes_out_as_it_went_in_however_it_is_cut() => Seeded.ForAll(
        random =>
        {
            var content = random.Bytes(random.Next(400));
            var (isSigned, hasTrailer) = (random.Maybe(0.3), random.Maybe());
            var body = Write(random, content, isSigned, hasTrailer);
            using var decoder = Decoder(content.Length, isSigned, hasTrailer);

            var (decoded, error) = ChunkedDecoderTests.Decode(body, decoder, random);

            Assert.Null(error);
            Assert.Equal(content, decoded);
        });

    [Fact]
    public void A_damaged_signed_body_is_never_taken_for_whole() => Seeded.ForAll(
        random =>
        {
            var content = random.Bytes(random.Next(1, 100));
            var hasTrailer = random.Maybe();
            var body = random.Damage(Write(random, content, isSigned: true, hasTrailer));
            using var decoder = Decoder(content.Length, isSigned: true, hasTrailer);

            var (decoded, error) = ChunkedDecoderTests.Decode(body, decoder, random);

            if (error is null) Assert.Equal(content, decoded);
            else Assert.Contains(error.Code, Codes);
        });

    [Fact]
    public void No_body_makes_the_decoder_throw_or_give_more_than_was_declared() => Seeded.ForAll(
        random =>
        {
            var declared = random.Next(20);
            var body = System.Text.Encoding.Latin1.GetBytes(random.Text("0123af;\r\n\r\n:x\0é", 60));
            using var decoder = Decoder(declared, isSigned: random.Maybe(0.2), random.Maybe());

            var (decoded, error) = ChunkedDecoderTests.Decode(body, decoder, random);

            Assert.True(decoded.Length <= declared);
            if (error is null) Assert.Equal(declared, decoded.Length);
            else Assert.Contains(error.Code, Codes);
        });

    // Every boundary of a body counts as a case.
    [Fact]
    public void A_body_cut_in_two_at_any_boundary_is_taken_as_the_whole_is() => Seeded.ForAll(
        random =>
        {
            var content = random.Bytes(random.Next(12));
            var (isSigned, hasTrailer) = (random.Maybe(), random.Maybe());
            var body = Write(random, content, isSigned, hasTrailer);
            if (random.Maybe()) body = random.Damage(body);
            var whole = Feed(body, body.Length, content.Length, isSigned, hasTrailer);

            for (var boundary = 0; boundary < body.Length; boundary++) Assert.Equal(whole, Feed(body, boundary, content.Length, isSigned, hasTrailer));
        },
        cases: Seeded.Cases / 50);

    private static (string? Content, string? Code) Feed(byte[] body, int boundary, long length, bool isSigned, bool hasTrailer)
    {
        using var decoder = Decoder(length, isSigned, hasTrailer);
        var target = new byte[64];
        var written = 0;
        foreach (var piece in (byte[][])[body[..boundary], body[boundary..]])
        {
            if (!decoder.Decode(piece, target.AsSpan(written)).TryGet(out var step, out var error)) return (null, error.Code);
            Assert.Equal(piece.Length, step.Consumed);
            written += step.Written;
        }
        return decoder.Finish() is { } end ? (null, end.Code) : (Convert.ToHexString(target, 0, written), null);
    }

    private static ChunkedDecoder Decoder(long length, bool isSigned, bool hasTrailer) => new(length, isSigned ? ChunkedWriter.Signatures(Signer) : null, hasTrailer ? Crc32 : []);

    private static byte[] Write(Random random, byte[] content, bool isSigned, bool hasTrailer)
    {
        var writer = new ChunkedWriter(isSigned ? Signer : null);
        for (var at = 0; at < content.Length;)
        {
            var length = random.Next(1, content.Length - at + 1);
            writer.Chunk(content.AsSpan(at, length));
            at += length;
        }
        writer.Chunk([]);
        if (hasTrailer) writer.Trailer(Crc32[0], random.Text("ABCabc+/=", 8), random.OneOf("\r\n", "\n\r\n"));
        return writer.Write(random.OneOf("\r\n", "\r\n", "")).Body;
    }
}
