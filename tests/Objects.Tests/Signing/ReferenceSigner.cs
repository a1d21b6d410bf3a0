using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Athanor.Objects.Signing;

/// <summary>Signs as a client does, straight from the specification: it knows the path and the query before they were encoded.</summary>
internal sealed record ReferenceSigner(string KeyId, string Secret, string Region, DateTimeOffset Now)
{
    public string Timestamp => Now.ToString("yyyyMMdd'T'HHmmss'Z'");

    public string Date => Timestamp[..8];

    public string Scope => $"{Date}/{Region}/s3/aws4_request";

    public byte[] SigningKey => Hmac(Hmac(Hmac(Hmac(Encoding.UTF8.GetBytes($"AWS4{Secret}"), Date), Region), "s3"), "aws4_request");

    public RequestToVerify Sign(string method, string path, IReadOnlyList<(string Name, string Value)> query, HeaderDictionary headers, string payload)
    {
        headers["x-amz-date"] = Timestamp;
        headers["x-amz-content-sha256"] = payload;
        string[] names = [.. headers.Select(header => header.Key.ToLowerInvariant()).Order(StringComparer.Ordinal)];
        var signature = SignatureOf(method, path, query, headers, names, payload);
        headers["authorization"] = $"AWS4-HMAC-SHA256 Credential={KeyId}/{Scope}, SignedHeaders={string.Join(';', names)}, Signature={signature}";
        return new(method, Target(path, query), headers);
    }

    public RequestToVerify Presign(string method, string path, IReadOnlyList<(string Name, string Value)> query, HeaderDictionary headers, int seconds)
    {
        string[] names = [.. headers.Select(header => header.Key.ToLowerInvariant()).Order(StringComparer.Ordinal)];
        IReadOnlyList<(string, string)> whole =
        [
            .. query, ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"), ("X-Amz-Credential", $"{KeyId}/{Scope}"), ("X-Amz-Date", Timestamp), ("X-Amz-Expires", $"{seconds}"),
            ("X-Amz-SignedHeaders", string.Join(';', names)),
        ];
        return new(method, Target(path, [.. whole, ("X-Amz-Signature", SignatureOf(method, path, whole, headers, names, "UNSIGNED-PAYLOAD"))]), headers);
    }

    public static string Encode(string text, bool isPath) =>
        string.Concat(Encoding.UTF8.GetBytes(text).Select(octet => char.IsAsciiLetterOrDigit((char)octet) || "-._~".Contains((char)octet) || (isPath && octet == '/') ? $"{(char)octet}" : $"%{octet:X2}"));

    private string SignatureOf(string method, string path, IReadOnlyList<(string Name, string Value)> query, HeaderDictionary headers, string[] names, string payload)
    {
        var parameters = query.Select(parameter => (Name: Encode(parameter.Name, isPath: false), Value: Encode(parameter.Value, isPath: false))).OrderBy(parameter => parameter.Name, StringComparer.Ordinal).ThenBy(parameter => parameter.Value, StringComparer.Ordinal);
        var lines = names.Select(name => $"{name}:{string.Join(',', headers[name].Select(value => string.Join(' ', value!.Split(' ', StringSplitOptions.RemoveEmptyEntries))))}\n");
        var canonical = $"{method}\n{Encode(path, isPath: true)}\n{string.Join('&', parameters.Select(parameter => $"{parameter.Name}={parameter.Value}"))}\n{string.Concat(lines)}\n{string.Join(';', names)}\n{payload}";
        return Convert.ToHexStringLower(Hmac(SigningKey, $"AWS4-HMAC-SHA256\n{Timestamp}\n{Scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}"));
    }

    private static string Target(string path, IReadOnlyList<(string Name, string Value)> query) =>
        Encode(path, isPath: true) + (query.Count == 0 ? "" : "?" + string.Join('&', query.Select(parameter => $"{Encode(parameter.Name, isPath: false)}={Encode(parameter.Value, isPath: false)}")));

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
