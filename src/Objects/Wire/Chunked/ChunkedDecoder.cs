using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Athanor.Objects.Signing;

namespace Athanor.Objects.Wire.Chunked;

/// <summary>
/// Takes the content out of an <c>aws-chunked</c> body: <c>size;chunk-signature=…</c>, content, …, a chunk of nothing, a trailer.
/// It holds one line at most, whatever the body does. Content leaves before its chunk's signature is known to be right, so
/// whoever takes it must keep nothing when a later step fails.
/// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
/// </summary>
internal sealed class ChunkedDecoder : IDisposable
{
    private const int MaximumSizeDigits = 16;
    private const string SignatureExtension = "chunk-signature=";

    private readonly long _declaredLength;
    private readonly ChunkSignatures? _signatures;
    private readonly ChunkTrailer _trailer;
    private readonly IncrementalHash? _chunkHash;
    private readonly LineBuffer _line = new();
    private byte[] _claimed = [];
    private long _left;
    private Expecting _next = Expecting.ChunkHeader;

    /// <param name="declaredLength">What x-amz-decoded-content-length says.</param>
    /// <param name="signatures">Null where chunks are not signed.</param>
    /// <param name="trailerNames">What x-amz-trailer says, in small letters.</param>
    public ChunkedDecoder(long declaredLength, ChunkSignatures? signatures, IReadOnlyList<string> trailerNames)
    {
        (_declaredLength, _signatures) = (declaredLength, signatures);
        _trailer = new(trailerNames, signatures);
        if (signatures is not null) _chunkHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    }

    private enum Expecting
    {
        ChunkHeader,
        Content,
        ContentEnd,
        Trailer,
    }

    public long Length { get; private set; }

    /// <summary>The trailer's fields; whole once <see cref="Finish"/> has returned.</summary>
    public IReadOnlyDictionary<string, string> Trailer => _trailer.Fields;

    /// <summary>Takes from the body what fits into the target. An error ends it.</summary>
    public Reading<ChunkedStep> Decode(ReadOnlySpan<byte> body, Span<byte> target)
    {
        var (consumed, written) = (0, 0);
        while (consumed < body.Length)
        {
            if (_next == Expecting.Content)
            {
                if (written == target.Length) break;
                var length = (int)Math.Min(_left, Math.Min(body.Length - consumed, target.Length - written));
                TakeContent(body.Slice(consumed, length), target[written..]);
                consumed += length;
                written += length;
                continue;
            }

            if (!_line.TryTake(body[consumed..], out var used, out var isTooLong))
            {
                if (isTooLong) return _next == Expecting.Trailer ? S3Errors.MalformedTrailer : S3Errors.InvalidChunkSize;
                consumed += used;
                break;
            }

            consumed += used;
            var error = TakeLine(_line.Text);
            _line.Clear();
            if (error is not null) return error;
        }
        return new ChunkedStep(consumed, written);
    }

    /// <summary>The body is at its end; null where that is where it should end.</summary>
    public S3Error? Finish()
    {
        if (_next != Expecting.Trailer) return S3Errors.IncompleteBody;
        if (!_line.IsEmpty)
        {
            if (_trailer.Take(_line.Text) is { } error) return error;
            _line.Clear();
        }
        return Length == _declaredLength ? _trailer.Finish() : S3Errors.IncompleteBody;
    }

    public void Dispose() => _chunkHash?.Dispose();

    private void TakeContent(ReadOnlySpan<byte> content, Span<byte> target)
    {
        content.CopyTo(target);
        _chunkHash?.AppendData(content);
        Length += content.Length;
        _left -= content.Length;
        if (_left == 0) _next = Expecting.ContentEnd;
    }

    private S3Error? TakeLine(ReadOnlySpan<byte> line) => _next switch
    {
        Expecting.ChunkHeader => TakeChunkHeader(line),
        Expecting.ContentEnd => TakeContentEnd(line),
        _ => _trailer.Take(line),
    };

    private S3Error? TakeChunkHeader(ReadOnlySpan<byte> line)
    {
        var semicolon = line.IndexOf((byte)';');
        var digits = semicolon < 0 ? line : line[..semicolon];
        if (digits.Length is 0 or > MaximumSizeDigits || !long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _left) || _left < 0)
            return S3Errors.InvalidChunkSize;
        if (_left > _declaredLength - Length) return S3Errors.InvalidChunkSize.Because("The chunks hold more than x-amz-decoded-content-length says.").With("ChunkSize", $"{_left}");

        if (_signatures is not null)
        {
            if (semicolon < 0 || ReadSignature(line[(semicolon + 1)..]) is not { } claimed) return S3Errors.SignatureDoesNotMatch.Because("A chunk has no signature.");
            _claimed = claimed;
        }

        if (_left > 0)
        {
            _next = Expecting.Content;
            return null;
        }
        _next = Expecting.Trailer;
        return FindSignatureError();
    }

    private S3Error? TakeContentEnd(ReadOnlySpan<byte> line)
    {
        _next = Expecting.ChunkHeader;
        return line.IsEmpty ? FindSignatureError() : S3Errors.InvalidChunkSize.Because("A chunk is longer than it says.");
    }

    private S3Error? FindSignatureError()
    {
        if (_signatures is null) return null;

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _chunkHash!.GetHashAndReset(hash);
        return _signatures.AcceptChunk(hash, _claimed) ? null : S3Errors.SignatureDoesNotMatch;
    }

    private static byte[]? ReadSignature(ReadOnlySpan<byte> extension)
    {
        Span<char> text = stackalloc char[SignatureExtension.Length + (2 * Signature.Bytes)];
        if (extension.Length != text.Length) return null;

        Encoding.Latin1.GetChars(extension, text);
        return text.StartsWith(SignatureExtension) ? Signature.TryParse(text[SignatureExtension.Length..]) : null;
    }
}
