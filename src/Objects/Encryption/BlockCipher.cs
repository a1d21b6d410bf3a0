using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Athanor.Objects.Encryption;

/// <summary>
/// AES-256-GCM over the blocks of one blob. Its key is derived (HKDF-SHA256) from that of the object and the random bytes in the blob's
/// header, so no two blobs share one; within a blob the nonce says which block it is and whether it is the last. So no nonce comes
/// twice under a key, and a block opens nowhere but in its own place.
/// </summary>
internal sealed class BlockCipher : IDisposable
{
    private const int KeySize = 32;
    private const int NonceSize = 12;
    private const int Version = 1;

    private readonly AesGcm _aes;

    private BlockCipher(ReadOnlySpan<byte> objectKey, ReadOnlySpan<byte> header)
    {
        Span<byte> key = stackalloc byte[KeySize];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, objectKey, key, header, "athanor/content"u8);
        _aes = new AesGcm(key, SealedLayout.TagSize);
        CryptographicOperations.ZeroMemory(key);
    }

    /// <summary>For a new blob, whose header is written to the target: <c>ATHE</c>, the version (4, little-endian) and 24 random bytes.</summary>
    public static BlockCipher Begin(ReadOnlySpan<byte> objectKey, Span<byte> header)
    {
        "ATHE"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], Version);
        RandomNumberGenerator.Fill(header[8..]);
        return new(objectKey, header);
    }

    /// <summary>Null where these bytes begin no sealed blob.</summary>
    public static BlockCipher? Resume(ReadOnlySpan<byte> objectKey, ReadOnlySpan<byte> header) =>
        header.StartsWith("ATHE"u8) && BinaryPrimitives.ReadInt32LittleEndian(header[4..]) == Version ? new(objectKey, header) : null;

    public void Seal(long block, bool isLast, ReadOnlySpan<byte> plain, Span<byte> target)
    {
        Span<byte> nonce = stackalloc byte[NonceSize];
        WriteNonce(block, isLast, nonce);
        _aes.Encrypt(nonce, plain, target[..plain.Length], target.Slice(plain.Length, SealedLayout.TagSize));
    }

    /// <summary>False where these are not the bytes that were sealed as this block.</summary>
    public bool TryOpen(long block, bool isLast, ReadOnlySpan<byte> bytes, Span<byte> target)
    {
        Span<byte> nonce = stackalloc byte[NonceSize];
        WriteNonce(block, isLast, nonce);
        try
        {
            _aes.Decrypt(nonce, bytes[..^SealedLayout.TagSize], bytes[^SealedLayout.TagSize..], target);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    public void Dispose() => _aes.Dispose();

    private static void WriteNonce(long block, bool isLast, Span<byte> nonce)
    {
        BinaryPrimitives.WriteInt64LittleEndian(nonce, block);
        nonce[8..].Clear();
        nonce[^1] = isLast ? (byte)1 : (byte)0;
    }
}
