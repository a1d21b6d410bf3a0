using System.Security.Cryptography;
using System.Text.Json;
using Athanor.Foundation.Problems;
using Microsoft.AspNetCore.Http;

namespace Athanor.Foundation.Idempotency;

public static class IdempotencyHeader
{
    public const string Name = "Idempotency-Key";

    /// <summary>The key of a creating request, or null where the client sent none.</summary>
    public static CreationKey? Read<T>(HttpRequest request, string caller, T body)
    {
        var values = request.Headers[Name];
        if (values.Count == 0) return null;
        if (values is not [{ Length: > 0 and <= CreationKey.MaximumLength } key]) throw new ProblemException(BadKey);

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes($"{request.Method} {request.Path}"));
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(body));
        return new(caller, key, hash.GetHashAndReset());
    }

    private static Problem BadKey => new(
        "request/bad-idempotency-key", 400, $"The header {Name} is empty, repeated or longer than {CreationKey.MaximumLength} characters.", "Send one random value for each thing to create, such as a UUID.");
}
