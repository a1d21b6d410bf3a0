using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Athanor.Objects.Signing;

/// <summary>Keys derived from secrets, one per day and region: four hashes that each request would otherwise repeat.</summary>
internal sealed class SigningKeys
{
    private const int MaximumRemembered = 4096;

    private readonly ConcurrentDictionary<(string Secret, string Date, string Region, string Service), byte[]> _keys = new();

    public byte[] Find(string secret, CredentialScope scope)
    {
        var name = (secret, scope.Date, scope.Region, scope.Service);
        if (_keys.TryGetValue(name, out var known)) return known;

        // Who knows no secret can still name regions without end.
        if (_keys.Count >= MaximumRemembered) _keys.Clear();
        return _keys[name] = Derive(secret, scope);
    }

    public static byte[] Derive(string secret, CredentialScope scope)
    {
        var key = Encoding.UTF8.GetBytes($"AWS4{secret}");
        foreach (var part in (ReadOnlySpan<string>)[scope.Date, scope.Region, scope.Service, "aws4_request"]) key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        return key;
    }
}
