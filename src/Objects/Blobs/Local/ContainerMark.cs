using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Athanor.Objects.Blobs.Local;

/// <summary>
/// Eight bytes that follow from the name of a file or a segment: a header that was written elsewhere is not mistaken for one that
/// belongs here, and nobody can forge one in content without knowing the name, which is random.
/// </summary>
internal static class ContainerMark
{
    public const int Size = sizeof(ulong);

    public static ulong Of(string name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.ASCII.GetBytes(name), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
