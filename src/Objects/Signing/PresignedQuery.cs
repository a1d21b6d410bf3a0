using System.Globalization;
using Athanor.Objects.Names;
using Athanor.Objects.Wire;

namespace Athanor.Objects.Signing;

/// <summary>A signature in the query. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html</summary>
internal static class PresignedQuery
{
    public const string AlgorithmParameter = "X-Amz-Algorithm";
    public const string CredentialParameter = "X-Amz-Credential";
    public const string DateParameter = "X-Amz-Date";
    public const string ExpiresParameter = "X-Amz-Expires";
    public const string SignedHeadersParameter = "X-Amz-SignedHeaders";
    public const int MaximumSeconds = 604_800;

    private const string PayloadParameter = "X-Amz-Content-Sha256";

    private static readonly string[] Required =
        [AlgorithmParameter, CredentialParameter, RequestSignature.SignatureParameter, DateParameter, SignedHeadersParameter, ExpiresParameter];

    public static S3Error Unsupported { get; } =
        S3Errors.InvalidRequest.Because("The authorization mechanism you have provided is not supported. Please use Signature Version 4.");

    public static bool IsClaimed(RequestToVerify request)
    {
        var query = RequestAddress.QueryOf(request.RawTarget);
        return query.Contains("X-Amz-", StringComparison.Ordinal)
            && (QueryParameters.Find(query, AlgorithmParameter, out _) is not null || QueryParameters.Find(query, RequestSignature.SignatureParameter, out _) is not null);
    }

    public static bool IsClaimedByVersion2(RequestToVerify request) =>
        RequestAddress.QueryOf(request.RawTarget) is var query
        && query.Contains("AWSAccessKeyId=", StringComparison.Ordinal)
        && QueryParameters.Find(query, "Signature", out _) is not null;

    public static Reading<RequestSignature> Read(RequestToVerify request)
    {
        var query = RequestAddress.QueryOf(request.RawTarget);
        var values = new string[Required.Length];
        for (var index = 0; index < Required.Length; index++)
        {
            if (QueryParameters.Find(query, Required[index], out var isRepeated) is not { Length: > 0 } value || isRepeated)
                return Invalid("Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.");
            values[index] = value;
        }

        var (algorithm, credential, hexadecimal, date, names, expires) = (values[0], values[1], values[2], values[3], values[4], values[5]);
        if (algorithm != Signature.Algorithm) return Invalid("X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"");
        if (CredentialScope.TryParse(credential) is not { } scope) return Invalid("Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/s3/aws4_request\".");
        if (SigningTime.TryParse(date) is not { } signedAt) return Invalid("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
        if (signedAt.Date != scope.Date) return Invalid($"Invalid credential date \"{scope.Date}\". This date is not the same as X-Amz-Date: \"{signedAt.Date}\".");
        if (!TryReadLifetime(expires, out var lifetime, out var wrong)) return Invalid(wrong);
        if (SignedHeaderList.TryParse(names) is not { } signedHeaders) return Invalid("X-Amz-SignedHeaders is not a list of names in lower case with semicolons between");
        if (Signature.TryParse(hexadecimal) is not { } claimed) return S3Errors.SignatureDoesNotMatch.With("SignatureProvided", hexadecimal);
        if (!ReadPayload(request).TryGet(out var payload, out var error)) return error;

        return new RequestSignature { Scope = scope, SignedAt = signedAt, SignedHeaders = signedHeaders, Claimed = claimed, Payload = payload, Lifetime = lifetime };
    }

    // "You don't include a payload hash in the Canonical Request, because when you create a presigned URL, you don't know the payload content."
    // Software development kits do so none the less where they know it.
    private static Reading<PayloadDeclaration> ReadPayload(RequestToVerify request)
    {
        var declared = QueryParameters.Find(RequestAddress.QueryOf(request.RawTarget), PayloadParameter, out _) ?? request.Headers[PayloadDeclaration.Header].ToString();
        return declared.Length == 0 ? PayloadDeclaration.Unsigned : PayloadDeclaration.Read(declared);
    }

    private static bool TryReadLifetime(string text, out TimeSpan lifetime, out string wrong)
    {
        var isNumber = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds);
        lifetime = TimeSpan.FromSeconds(Math.Clamp(seconds, 0, MaximumSeconds));
        wrong = !isNumber ? "X-Amz-Expires should be a number"
            : seconds < 1 ? "X-Amz-Expires must be at least one second"
            : seconds > MaximumSeconds ? "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds"
            : "";
        return wrong.Length == 0;
    }

    private static S3Error Invalid(string message) => S3Errors.AuthorizationQueryParametersError.Because(message);
}
