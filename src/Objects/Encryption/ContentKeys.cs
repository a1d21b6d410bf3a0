using System.Security.Cryptography;
using Athanor.Foundation.Problems;
using Athanor.Objects.Model;

namespace Athanor.Objects.Encryption;

/// <summary>
/// Makes and opens the keys of objects. Each has a random one of its own, sealed under the server's, which in turn is sealed under the
/// master key: rotating that touches no object.
/// </summary>
internal sealed class ContentKeys(Func<CancellationToken, Task<byte[]>> findServerKey)
{
    public const string ServerSecret = "objects/content";

    private const int KeySize = 32;
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private volatile byte[]? _serverKey;

    public async ValueTask<ContentKey> CreateAsync(CancellationToken cancellation)
    {
        var serverKey = await ServerKeyAsync(cancellation);
        var key = RandomNumberGenerator.GetBytes(KeySize);
        return new(key, new() { SealedKey = Convert.ToBase64String(Seal(serverKey, key)) });
    }

    /// <summary>The key of content that is there; for content whose key the client keeps, this takes the client's.</summary>
    public async ValueTask<ContentKey> OpenAsync(ContentEncryption encryption, CustomerKey? customer, CancellationToken cancellation)
    {
        if (encryption.IsByCustomer) return customer?.Open(encryption) ?? throw new ProblemException(EncryptionProblems.CustomerKeyNeeded);
        return new(Open(await ServerKeyAsync(cancellation), encryption.SealedKey!), encryption);
    }

    private async ValueTask<byte[]> ServerKeyAsync(CancellationToken cancellation) => _serverKey ??= await findServerKey(cancellation);

    private static byte[] Seal(byte[] serverKey, byte[] key)
    {
        var bytes = new byte[NonceSize + KeySize + TagSize];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceSize));
        using var cipher = new AesGcm(serverKey, TagSize);
        cipher.Encrypt(bytes.AsSpan(0, NonceSize), key, bytes.AsSpan(NonceSize, KeySize), bytes.AsSpan(^TagSize));
        return bytes;
    }

    private static byte[] Open(byte[] serverKey, string sealedKey)
    {
        var bytes = Convert.FromBase64String(sealedKey);
        if (bytes.Length != NonceSize + KeySize + TagSize) throw new ProblemException(EncryptionProblems.DamagedKey);

        var key = new byte[KeySize];
        using var cipher = new AesGcm(serverKey, TagSize);
        try
        {
            cipher.Decrypt(bytes.AsSpan(0, NonceSize), bytes.AsSpan(NonceSize, KeySize), bytes.AsSpan(^TagSize), key);
            return key;
        }
        catch (AuthenticationTagMismatchException failure)
        {
            throw new ProblemException(EncryptionProblems.DamagedKey, failure);
        }
    }
}
