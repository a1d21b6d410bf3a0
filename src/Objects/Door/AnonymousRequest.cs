using Athanor.Objects.Signing;
using Athanor.Objects.Wire;
using Microsoft.AspNetCore.Http;

namespace Athanor.Objects.Door;

/// <summary>What a request that nobody signed may say.</summary>
internal static class AnonymousRequest
{
    public static Reading<PayloadDeclaration> PayloadOf(HttpRequest request)
    {
        // Whoever makes an address could have the bucket serve an image as a page.
        if (request.Query.Keys.Any(name => name.StartsWith("response-", StringComparison.OrdinalIgnoreCase)))
            return S3Errors.InvalidRequest.Because("Request specific response headers cannot be used for anonymous GET requests.");
        if (request.Headers[PayloadDeclaration.Header] is not [{ } declared]) return PayloadDeclaration.Unsigned;
        if (!PayloadDeclaration.Read(declared).TryGet(out var payload, out var error)) return error;
        return payload.Kind is PayloadKind.SignedChunks or PayloadKind.SignedChunksWithTrailer ? S3Errors.AccessDenied : payload;
    }
}
