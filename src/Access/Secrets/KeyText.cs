using System.Buffers.Text;
using System.Security.Cryptography;

namespace Athanor.Access.Secrets;

/// <summary>Identifiers and secrets in the lengths that S3 clients expect: 20 and 40 characters.</summary>
internal static class KeyText
{
    private const string Prefix = "ATH";
    private const int IdLength = 20;
    private const int SecretBytes = 30;

    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    public static string CreateId() => Prefix + RandomNumberGenerator.GetString(Letters, IdLength - Prefix.Length);

    /// <summary>Whether a key could have this id at all: what is not one need not be looked for.</summary>
    public static bool CanBeId(string text) => text.Length == IdLength && text.All(char.IsAsciiLetterOrDigit);

    /// <summary>240 bits, written without characters that a shell or a URL would change.</summary>
    public static string CreateSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
}
