using System.Security.Cryptography;
using System.Text;
using Athanor.Objects.Signing;

namespace Athanor.Objects.Wire.Chunked;

/// <summary>Writes <c>aws-chunked</c> bodies as a client does.</summary>
internal sealed class ChunkedWriter(ReferenceSigner? signer, string seed = ChunkedWriter.Seed)
{
    public const string Seed = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9";
    private const string HashOfNothing = PublishedExamples.EmptyHash;

    private readonly List<byte> _body = [];
    private string _previous = seed;

    public byte[] Body => [.. _body];

    public ChunkedWriter Chunk(ReadOnlySpan<byte> content)
    {
        Write($"{content.Length:x}");
        if (signer is not null) Write($";chunk-signature={Sign("PAYLOAD", $"{HashOfNothing}\n{Convert.ToHexStringLower(SHA256.HashData(content))}")}");
        Write("\r\n");
        _body.AddRange(content);
        if (content.Length > 0) Write("\r\n");
        return this;
    }

    public ChunkedWriter Trailer(string name, string value, string lineEnd = "\r\n")
    {
        Write($"{name}:{value}{lineEnd}");
        if (signer is not null) Write($"x-amz-trailer-signature:{Sign("TRAILER", Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"{name}:{value}\n"))))}\r\n");
        return this;
    }

    public ChunkedWriter Write(string text)
    {
        _body.AddRange(Encoding.ASCII.GetBytes(text));
        return this;
    }

    public static ChunkSignatures Signatures(ReferenceSigner signer, string seed = Seed) => new(
        signer.SigningKey, new SigningTime(signer.Now), new CredentialScope(signer.KeyId, signer.Date, signer.Region, "s3"), Convert.FromHexString(seed));

    private string Sign(string what, string rest)
    {
        var text = $"AWS4-HMAC-SHA256-{what}\n{signer!.Timestamp}\n{signer.Scope}\n{_previous}\n{rest}";
        return _previous = Convert.ToHexStringLower(HMACSHA256.HashData(signer.SigningKey, Encoding.ASCII.GetBytes(text)));
    }
}
