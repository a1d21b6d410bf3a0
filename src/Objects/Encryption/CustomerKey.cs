using System.Security.Cryptography;
using Athanor.Objects.Model;

namespace Athanor.Objects.Encryption;

/// <summary>A key that a client keeps and sends along (SSE-C). It is never kept here: only a salted hash, by which it is known again.</summary>
internal sealed class CustomerKey(byte[] bytes)
{
    public const int Size = 32;

    private const int SaltSize = 16;

    /// <summary>What clients expect to be told of their key: its MD5, in base64.</summary>
#pragma warning disable CA5351 // The protocol names the key by its MD5; nothing is secured by it.
    public string Md5 { get; } = Convert.ToBase64String(MD5.HashData(bytes));
#pragma warning restore CA5351

    public ContentKey ToContentKey() => new(bytes, new() { KeyVerifier = CreateVerifier() });

    /// <summary>For content that was sealed with it; null where it was sealed with another.</summary>
    public ContentKey? Open(ContentEncryption encryption) => Fits(encryption) ? new(bytes, encryption) : null;

    private bool Fits(ContentEncryption encryption)
    {
        var verifier = Convert.FromBase64String(encryption.KeyVerifier!);
        return CryptographicOperations.FixedTimeEquals(verifier.AsSpan(SaltSize), Hash(verifier.AsSpan(0, SaltSize)));
    }

    private string CreateVerifier()
    {
        var salt = RandomNumberGenerator.GetBytes(SaltSize);
        return Convert.ToBase64String([.. salt, .. Hash(salt)]);
    }

    private byte[] Hash(ReadOnlySpan<byte> salt)
    {
        var hash = new byte[Size];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, bytes, hash, salt, "athanor/customer-key"u8);
        return hash;
    }
}
