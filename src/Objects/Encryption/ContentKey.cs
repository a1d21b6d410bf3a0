using Athanor.Objects.Model;

namespace Athanor.Objects.Encryption;

/// <summary>The key that an object's bytes are sealed with, and what its row says of that.</summary>
internal sealed class ContentKey(byte[] bytes, ContentEncryption encryption)
{
    public ReadOnlyMemory<byte> Bytes => bytes;

    public ContentEncryption Encryption => encryption;
}
