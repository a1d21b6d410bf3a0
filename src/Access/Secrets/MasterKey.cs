using System.Security.Cryptography;
using System.Text;

namespace Athanor.Access.Secrets;

/// <summary>AES-256-GCM: version (1 byte), nonce (12), ciphertext, tag (16); bound to what the secret is for, so that rows cannot be exchanged.</summary>
internal sealed class MasterKey
{
    private const byte Version = 1;
    private const int Size = 32;
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly byte[] _key;

    private MasterKey(byte[] key)
    {
        _key = key;
        Id = Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, 4));
    }

    /// <summary>Names the key without telling anything about it.</summary>
    public string Id { get; }

    public static MasterKey Create() => new(RandomNumberGenerator.GetBytes(Size));

    public static MasterKey? TryParse(string text)
    {
        var bytes = new byte[Size + 3];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var length) && length == Size ? new(bytes[..Size]) : null;
    }

    public SealedSecret Seal(string purpose, string secret)
    {
        var plain = Encoding.UTF8.GetBytes(secret);
        var bytes = new byte[1 + NonceSize + plain.Length + TagSize];
        bytes[0] = Version;
        var nonce = bytes.AsSpan(1, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(_key, TagSize);
        cipher.Encrypt(nonce, plain, bytes.AsSpan(1 + NonceSize, plain.Length), bytes.AsSpan(^TagSize), Encoding.UTF8.GetBytes(purpose));
        return new(Id, bytes);
    }

    /// <summary>Throws where the bytes were changed, or sealed for another purpose.</summary>
    public string Open(string purpose, byte[] bytes)
    {
        if (bytes.Length < 1 + NonceSize + TagSize || bytes[0] != Version) throw new CryptographicException("Not a sealed secret.");
        var plain = new byte[bytes.Length - 1 - NonceSize - TagSize];
        using var cipher = new AesGcm(_key, TagSize);
        cipher.Decrypt(bytes.AsSpan(1, NonceSize), bytes.AsSpan(1 + NonceSize, plain.Length), bytes.AsSpan(^TagSize), plain, Encoding.UTF8.GetBytes(purpose));
        return Encoding.UTF8.GetString(plain);
    }

    internal string Write() => Convert.ToBase64String(_key);
}
