using Athanor.Objects.Wire;

namespace Athanor.Objects.Signing;

/// <summary><c>AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…</c></summary>
internal static class AuthorizationHeader
{
    public static Reading<RequestSignature> Read(RequestToVerify request)
    {
        if (request.Headers.Authorization is not [{ } header]) return Malformed("there is more than one");
        if (!header.StartsWith(Signature.Algorithm, StringComparison.Ordinal)) return Unsupported(header);
        if (!TrySplit(header.AsSpan(Signature.Algorithm.Length), out var credential, out var names, out var hexadecimal))
            return Malformed("it must hold exactly a Credential, SignedHeaders and a Signature");

        if (CredentialScope.TryParse(credential) is not { } scope) return Malformed("the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/s3/aws4_request\"");
        if (SignedHeaderList.TryParse(names) is not { } signedHeaders) return Malformed("the SignedHeaders are not a list of names in lower case with semicolons between");
        if (Signature.TryParse(hexadecimal) is not { } claimed) return S3Errors.SignatureDoesNotMatch.With("SignatureProvided", hexadecimal);
        if (TimeOf(request) is not { } signedAt) return S3Errors.AccessDenied.Because("AWS authentication requires a valid Date or x-amz-date header");
        if (signedAt.Date != scope.Date) return Malformed($"Invalid credential date \"{scope.Date}\". This date is not the same as X-Amz-Date: \"{signedAt.Date}\".");

        var hash = request.Headers[PayloadDeclaration.Header];
        if (hash.Count != 1) return S3Errors.InvalidRequest.Because("Missing required header for this request: x-amz-content-sha256");
        if (!PayloadDeclaration.Read(hash!).TryGet(out var payload, out var error)) return error;

        return new RequestSignature { Scope = scope, SignedAt = signedAt, SignedHeaders = signedHeaders, Claimed = claimed, Payload = payload };
    }

    private static bool TrySplit(ReadOnlySpan<char> parts, out string credential, out string signedHeaders, out string signature)
    {
        (credential, signedHeaders, signature) = ("", "", "");
        if (parts.IsEmpty || parts[0] != ' ') return false;

        var found = 0;
        foreach (var range in parts.Split(','))
        {
            var part = parts[range].Trim(' ');
            if (part.StartsWith("Credential=") && credential.Length == 0) credential = part["Credential=".Length..].ToString();
            else if (part.StartsWith("SignedHeaders=") && signedHeaders.Length == 0) signedHeaders = part["SignedHeaders=".Length..].ToString();
            else if (part.StartsWith("Signature=") && signature.Length == 0) signature = part["Signature=".Length..].ToString();
            else return false;
            if (++found > 3) return false;
        }
        return found == 3;
    }

    private static SigningTime? TimeOf(RequestToVerify request) => request.Headers["x-amz-date"] switch
    {
        [{ } date] => SigningTime.TryParse(date),
        [] => SigningTime.TryParseDate(request.Headers.Date),
        _ => null,
    };

    private static S3Error Unsupported(string header) => header.StartsWith("AWS ", StringComparison.Ordinal) || header.StartsWith("AWS4-", StringComparison.Ordinal)
        ? S3Errors.InvalidRequest.Because("The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.")
        : S3Errors.InvalidArgument.Because("Unsupported Authorization Type").With("ArgumentName", "Authorization");

    private static S3Error Malformed(string why) => S3Errors.AuthorizationHeaderMalformed.Because($"The authorization header is malformed; {why}");
}
