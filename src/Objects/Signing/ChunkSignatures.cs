using System.Security.Cryptography;

namespace Athanor.Objects.Signing;

/// <summary>
/// The chain that begins with a request's signature: each chunk's covers the one before it, so none can be left out, doubled or
/// moved. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
/// </summary>
internal sealed class ChunkSignatures(byte[] signingKey, SigningTime signedAt, CredentialScope scope, byte[] seed)
{
    private const string HashOfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private readonly string _context = $"{signedAt.Text}\n{scope.Text}";
    private byte[] _previous = seed;

    /// <summary>Whether it is the signature of the next chunk, which has this SHA-256.</summary>
    public bool AcceptChunk(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> claimed) =>
        Accept($"AWS4-HMAC-SHA256-PAYLOAD\n{_context}\n{Convert.ToHexStringLower(_previous)}\n{HashOfNothing}\n{Convert.ToHexStringLower(hash)}", claimed);

    /// <summary>Whether it is the signature of the trailer, given in its canonical form.</summary>
    public bool AcceptTrailer(ReadOnlySpan<byte> canonicalTrailer, ReadOnlySpan<byte> claimed) =>
        Accept($"AWS4-HMAC-SHA256-TRAILER\n{_context}\n{Convert.ToHexStringLower(_previous)}\n{Convert.ToHexStringLower(SHA256.HashData(canonicalTrailer))}", claimed);

    private bool Accept(string stringToSign, ReadOnlySpan<byte> claimed)
    {
        _previous = Signature.Of(stringToSign, signingKey);
        return Signature.IsSame(_previous, claimed);
    }
}
