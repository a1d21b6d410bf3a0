using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Athanor.Access.Authentication;

/// <summary>A key id with the secret that should prove it, as a request sent them.</summary>
internal sealed record Credential(string KeyId, string Secret)
{
    private const int MaximumLength = 1024;

    /// <summary>Whether the request carries an Authorization header at all; a null credential then means that it cannot be read.</summary>
    public static bool TryRead(HttpRequest request, out Credential? credential)
    {
        credential = null;
        if (request.Headers.Authorization.Count == 0) return false;
        if (request.Headers.Authorization is not [{ Length: <= MaximumLength } text] || !AuthenticationHeaderValue.TryParse(text, out var header)) return true;

        credential = header.Scheme.ToUpperInvariant() switch
        {
            "BEARER" => Split(header.Parameter, '.'),
            "BASIC" => Split(DecodeBase64(header.Parameter), ':'),
            _ => null,
        };
        return true;
    }

    private static Credential? Split(string? text, char separator) =>
        text?.IndexOf(separator, StringComparison.Ordinal) is > 0 and var at ? new(text[..at], text[(at + 1)..]) : null;

    private static string? DecodeBase64(string? text)
    {
        var bytes = new byte[MaximumLength];
        return Convert.TryFromBase64String(text ?? "", bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }
}
