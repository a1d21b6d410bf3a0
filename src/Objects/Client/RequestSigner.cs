using System.Security.Cryptography;
using Athanor.Objects.Names;
using Athanor.Objects.Signing;
using Microsoft.AspNetCore.Http;

namespace Athanor.Objects.Client;

/// <summary>Signs requests as the door verifies them: both write the same canonical form.</summary>
internal sealed class RequestSigner(S3Connection connection, TimeProvider clock)
{
    private readonly SigningKeys _keys = new();

    public HttpRequestMessage Sign(S3Call call)
    {
        var target = TargetOf(call);
        var now = new SigningTime(clock.GetUtcNow());
        var scope = new CredentialScope(connection.KeyId, now.Date, connection.Region, "s3");
        var payload = Convert.ToHexStringLower(SHA256.HashData((call.Body ?? default).Span));

        var headers = new HeaderDictionary { ["host"] = connection.Endpoint.Authority, ["x-amz-date"] = now.Text, [PayloadDeclaration.Header] = payload };
        foreach (var (name, value) in call.Headers) headers[name] = value;
        List<string> signed = [.. headers.Keys.Select(name => name.ToLowerInvariant()).Where(name => name == "host" || name.StartsWith("x-amz-", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        var canonical = CanonicalRequest.Write(new(call.Method.Method, target, headers), signed, payload);
        var signature = Convert.ToHexStringLower(Signature.Of(Signature.StringToSign(now, scope, canonical.WrittenSpan), _keys.Find(connection.Secret, scope)));
        return Message(call, target, headers, $"{Signature.Algorithm} Credential={connection.KeyId}/{scope.Text}, SignedHeaders={string.Join(';', signed)}, Signature={signature}");
    }

    public string Presign(string method, string bucket, string key, TimeSpan lifetime)
    {
        var now = new SigningTime(clock.GetUtcNow());
        return PresignedUrl.Create(method, connection.Endpoint, PathOf(bucket, key), [], connection.Secret, new(connection.KeyId, now.Date, connection.Region, "s3"), now, lifetime);
    }

    private static string PathOf(string? bucket, string? key) => bucket is null ? "/" : key is null ? $"/{bucket}" : $"/{bucket}/{PercentEncoding.Encode(key, keepSlash: true)}";

    private static string TargetOf(S3Call call)
    {
        var query = string.Join('&', call.Query.Select(parameter => $"{PercentEncoding.Encode(parameter.Name, keepSlash: false)}={PercentEncoding.Encode(parameter.Value, keepSlash: false)}"));
        return query.Length == 0 ? PathOf(call.Bucket, call.Key) : $"{PathOf(call.Bucket, call.Key)}?{query}";
    }

    // A key may hold "..", which an address would otherwise be tidied up from.
    private HttpRequestMessage Message(S3Call call, string target, HeaderDictionary headers, string authorization)
    {
        var address = new Uri($"{connection.Endpoint.Scheme}://{connection.Endpoint.Authority}{target}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var message = new HttpRequestMessage(call.Method, address) { Content = call.Body is { } body ? new ReadOnlyMemoryContent(body) : null };
        message.Headers.TryAddWithoutValidation("Authorization", authorization);
        foreach (var (name, value) in headers)
        {
            if (name.StartsWith("content-", StringComparison.OrdinalIgnoreCase)) message.Content?.Headers.TryAddWithoutValidation(name, value.ToString());
            else if (name != "host") message.Headers.TryAddWithoutValidation(name, value.ToString());
        }
        return message;
    }
}
