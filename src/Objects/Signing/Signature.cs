using System.Security.Cryptography;
using System.Text;

namespace Athanor.Objects.Signing;

/// <summary>The last steps of AWS Signature Version 4, shared by requests, chunks and forms.</summary>
internal static class Signature
{
    public const string Algorithm = "AWS4-HMAC-SHA256";
    public const int Bytes = 32;

    public static string StringToSign(SigningTime time, CredentialScope scope, ReadOnlySpan<byte> canonicalRequest) =>
        $"{Algorithm}\n{time.Text}\n{scope.Text}\n{Convert.ToHexStringLower(SHA256.HashData(canonicalRequest))}";

    public static byte[] Of(string text, byte[] signingKey) => HMACSHA256.HashData(signingKey, Encoding.UTF8.GetBytes(text));

    /// <summary>Null where it is not 64 hexadecimal digits.</summary>
    public static byte[]? TryParse(ReadOnlySpan<char> text)
    {
        var bytes = new byte[Bytes];
        return text.Length == 2 * Bytes && Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done ? bytes : null;
    }

    /// <summary>Takes as long for every pair, so that nobody can guess a signature byte by byte.</summary>
    public static bool IsSame(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => CryptographicOperations.FixedTimeEquals(left, right);
}
