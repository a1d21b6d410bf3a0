using System.Security.Cryptography;
using Athanor.Objects.Blobs;
using Athanor.Objects.Checksums;
using Athanor.Objects.Encryption;
using Athanor.Objects.Model;
using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Chunked;

namespace Athanor.Objects.Door;

/// <summary>
/// The body of a request as content: taken out of its chunks where it has any, digested as it passes, and held at its end against
/// everything the client said of it.
/// </summary>
internal sealed class IncomingContent : IDisposable
{
    private const long AskedBeforehand = 1 << 20;

    private readonly ContentDigests _digests;
    private readonly ChunkedDecoder? _decoder;
    private readonly VerifiedContent _content;

    private IncomingContent(S3Request request, bool forObject, bool areChecksumsOfBody = true, ChecksumAlgorithm? wanted = null)
    {
        var headers = areChecksumsOfBody ? ChecksumHeaders.Read(request.Headers).OrThrow() : new ChecksumHeaders(null, null, null);
        var md5 = request.Headers["Content-MD5"] is { Count: > 0 } text ? ChecksumHeaders.ReadContentMd5(text.ToString()).OrThrow() : null;
        ChecksumAlgorithm[] algorithms = (headers.Algorithm ?? wanted) is { } algorithm ? [algorithm] : [];
        _digests = new(needsMd5: forObject || md5 is not null, needsPayloadHash: request.Payload.Hash is not null || NeedsDigest(request, forObject), algorithms);

        Stream body = request.Context.Request.Body;
        Length = request.Context.Request.ContentLength;
        if (request.Payload.IsChunked)
        {
            var chunked = ChunkedHeaders.Read(request.Payload.Kind, request.Headers).OrThrow();
            _decoder = new(chunked.DecodedLength, request.Chunks, chunked.TrailerNames);
            body = new ChunkedBody(request.Context.Request.BodyReader, _decoder);
            Length = chunked.DecodedLength;
        }
        if (forObject && Length is null && request.Form is null) throw new S3Exception(S3Errors.MissingContentLength);
        if (Length > ObjectsOptions.LargestPart) throw new S3Exception(S3Errors.EntityTooLarge);

        _content = new(body, _digests, () => new() { Md5 = md5, PayloadHash = request.Payload.Hash, Checksum = headers.Value ?? TrailingChecksum(headers) });
    }

    public Stream Stream => _content;

    public long? Length { get; }

    /// <summary>A body that is a document. Some say their checksums of what is to be made, and not of the document.</summary>
    public static IncomingContent OpenDocument(S3Request request, bool areChecksumsOfBody) => new(request, forObject: false, areChecksumsOfBody);

    /// <summary>
    /// Takes the body to disk, sealed where there is a key; what it answers is nobody's until <paramref name="commit"/> has named it.
    /// A checksum that is <paramref name="wanted"/> is taken where the client names none.
    /// </summary>
    public static async Task<T> StoreAsync<T>(S3Request request, ContentKey? key, ChecksumAlgorithm? wanted, Func<ReceivedContent, Task<T>> commit)
    {
        using var content = new IncomingContent(request, forObject: true, wanted: wanted);
        if (content.Length > AskedBeforehand) await request.Objects.RequireRoomAsync(request.Bucket, content.Length.Value, request.Cancellation);
        using PendingBlob blob = await request.Objects.ReceiveAsync(content.Stream, content.Length, key, request.Cancellation);
        return await commit(Describe(request, blob.Reference, content._content.Digest!, key));
    }

    public static ReceivedContent Describe(S3Request request, BlobReference blob, ContentDigest digest, ContentKey? key) =>
        Describe(blob, digest, key) with { Digest = NeedsDigest(request, forObject: true) ? Convert.ToHexStringLower(digest.PayloadHash!) : null };

    /// <summary>The tag is the MD5 of the content, but not where the client keeps the key: it would tell of content that only the client may know.</summary>
    private static ReceivedContent Describe(BlobReference blob, ContentDigest digest, ContentKey? key) => new(
        blob,
        digest.Length,
        EntityTag.Of(key is { Encryption.IsByCustomer: true } ? RandomNumberGenerator.GetBytes(16) : digest.Md5),
        digest.Checksums.ToDictionary(checksum => ChecksumAlgorithms.NameOf(checksum.Algorithm), checksum => checksum.ToString()));

    public void Dispose()
    {
        _digests.Dispose();
        _decoder?.Dispose();
        _content.Dispose();
    }

    public static bool NeedsDigest(S3Request request, bool forObject) => forObject && request is { HasBucket: true, Bucket.IsPlain: false };

    private Checksum? TrailingChecksum(ChecksumHeaders headers)
    {
        if (_decoder is null || headers.Algorithm is not { } algorithm || !_decoder.Trailer.TryGetValue(ChecksumAlgorithms.HeaderOf(algorithm), out var value)) return null;
        return Checksum.TryParse(algorithm, value) ?? throw new S3Exception(S3Errors.InvalidRequest.Because($"Value for {ChecksumAlgorithms.HeaderOf(algorithm)} trailing header is invalid."));
    }
}
