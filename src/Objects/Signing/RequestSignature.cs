using System.Text;
using Athanor.Objects.Wire;

namespace Athanor.Objects.Signing;

/// <summary>
/// What a request claims: who signed it, when, and which of its headers. <see cref="Verify"/> proves it. Reading it costs no
/// look-up, so a malformed request is refused before anybody is asked for a secret.
/// </summary>
internal sealed record RequestSignature
{
    public const string SignatureParameter = "X-Amz-Signature";

    private static readonly TimeSpan MaximumSkew = TimeSpan.FromMinutes(15);

    public required CredentialScope Scope { get; init; }
    public required SigningTime SignedAt { get; init; }
    public required IReadOnlyList<string> SignedHeaders { get; init; }
    public required byte[] Claimed { get; init; }
    public required PayloadDeclaration Payload { get; init; }

    /// <summary>How long a presigned address stays good; null for a signature in the header.</summary>
    public TimeSpan? Lifetime { get; init; }

    public static bool IsAnonymous(RequestToVerify request) =>
        request.Headers.Authorization.Count == 0 && !PresignedQuery.IsClaimed(request) && !PresignedQuery.IsClaimedByVersion2(request);

    public static Reading<RequestSignature> Read(RequestToVerify request)
    {
        var isInHeader = request.Headers.Authorization.Count > 0;
        var isInQuery = PresignedQuery.IsClaimed(request);
        if (isInHeader && isInQuery)
            return S3Errors.InvalidArgument.Because("Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified");

        var reading = isInHeader ? AuthorizationHeader.Read(request) : isInQuery ? PresignedQuery.Read(request) : PresignedQuery.Unsupported;
        return reading.TryGet(out var signature, out var error) ? signature.FindUnsigned(request) ?? (Reading<RequestSignature>)signature : error;
    }

    /// <summary>The proof, or why there is none. What comes out signs the chunks of the body, where it has any.</summary>
    public Reading<ChunkSignatures> Verify(RequestToVerify request, string secret, DateTimeOffset now, SigningKeys keys)
    {
        if (FindTimeError(now) is { } error) return error;

        var canonical = CanonicalRequest.Write(request, SignedHeaders, Payload.Text, Lifetime is null ? null : SignatureParameter);
        var stringToSign = Signature.StringToSign(SignedAt, Scope, canonical.WrittenSpan);
        var key = keys.Find(secret, Scope);
        if (Signature.IsSame(Signature.Of(stringToSign, key), Claimed)) return new ChunkSignatures(key, SignedAt, Scope, Claimed);

        return S3Errors.SignatureDoesNotMatch
            .With("AWSAccessKeyId", Scope.KeyId)
            .With("StringToSign", stringToSign)
            .With("SignatureProvided", Convert.ToHexStringLower(Claimed))
            .With("CanonicalRequest", Encoding.UTF8.GetString(canonical.WrittenSpan));
    }

    private S3Error? FindTimeError(DateTimeOffset now)
    {
        if (Lifetime is not { } lifetime)
        {
            return (now - SignedAt.Moment).Duration() <= MaximumSkew ? null : S3Errors.RequestTimeTooSkewed
                .With("RequestTime", SignedAt.Text)
                .With("ServerTime", Iso8601.Format(now))
                .With("MaxAllowedSkewMilliseconds", "900000");
        }

        if (now < SignedAt.Moment - MaximumSkew) return S3Errors.AccessDenied.Because("Request is not valid yet").With("ServerTime", Iso8601.Format(now));
        if (now <= SignedAt.Moment + lifetime) return null;
        return S3Errors.AccessDenied.Because("Request has expired")
            .With("X-Amz-Expires", $"{lifetime.TotalSeconds:0}")
            .With("Expires", Iso8601.Format(SignedAt.Moment + lifetime))
            .With("ServerTime", Iso8601.Format(now));
    }

    // "You must include the host header (HTTP/1.1) …, and any x-amz-* headers in the request."
    private S3Error? FindUnsigned(RequestToVerify request)
    {
        if (!IsSigned("host")) return Unsigned("host");
        foreach (var (name, _) in request.Headers)
            if (name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase) && !IsSigned(name)) return Unsigned(name.ToLowerInvariant());
        return null;
    }

    private bool IsSigned(string name) => SignedHeaders.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static S3Error Unsigned(string name) => S3Errors.AccessDenied.Because("There were headers present in the request which were not signed").With("HeadersNotSigned", name);
}
