using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Athanor.Benchmarks.Objects;

/// <summary>Heads of requests, signed beforehand (SigV4 holds for a quarter of an hour), so that a measurement is of the server and not of its client.</summary>
internal sealed class SignedRequests(string keyId, string secret, string host, TimeProvider clock)
{
    private const string Region = "us-east-1";

    /// <summary>The path and query have to be written as they are signed: nothing in them is escaped here.</summary>
    public byte[] Make(string method, string path, string query = "", long? length = null)
    {
        var time = clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{time[..8]}/{Region}/s3/aws4_request";
        const string Names = "host;x-amz-content-sha256;x-amz-date";
        var canonical = $"{method}\n{path}\n{query}\nhost:{host}\nx-amz-content-sha256:UNSIGNED-PAYLOAD\nx-amz-date:{time}\n\n{Names}\nUNSIGNED-PAYLOAD";
        var toSign = $"AWS4-HMAC-SHA256\n{time}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var signature = Hex(Hash(Hash(Hash(Hash(Hash(Encoding.UTF8.GetBytes($"AWS4{secret}"), time[..8]), Region), "s3"), "aws4_request"), toSign));

        var head = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{method} {path}{(query.Length > 0 ? $"?{query}" : "")} HTTP/1.1\r\nHost: {host}\r\nx-amz-content-sha256: UNSIGNED-PAYLOAD\r\nx-amz-date: {time}\r\n")
            .Append(CultureInfo.InvariantCulture, $"Authorization: AWS4-HMAC-SHA256 Credential={keyId}/{scope}, SignedHeaders={Names}, Signature={signature}\r\n");
        if (length is { } size) head.Append(CultureInfo.InvariantCulture, $"Content-Length: {size}\r\n");
        return Encoding.ASCII.GetBytes(head.Append("\r\n").ToString());
    }

    private static byte[] Hash(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
