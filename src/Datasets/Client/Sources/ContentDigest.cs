using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Athanor.Datasets.Client.Sources;

/// <summary>The SHA-256 of a file's bytes, held without an allocation: there are as many as there are files.</summary>
internal readonly record struct ContentDigest(ulong First, ulong Second, ulong Third, ulong Fourth)
{
    public const int Length = SHA256.HashSizeInBytes;

    public static ContentDigest Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[Length];
        SHA256.HashData(content, hash);
        return Read(hash);
    }

    public static ContentDigest Read(ReadOnlySpan<byte> bytes) => MemoryMarshal.Read<ContentDigest>(bytes);

    public void Write(Span<byte> target) => MemoryMarshal.Write(target, this);

    public static bool TryParse(ReadOnlySpan<byte> hexadecimal, out ContentDigest digest)
    {
        Span<byte> bytes = stackalloc byte[Length];
        var isWhole = hexadecimal.Length == 2 * Length && Convert.FromHexString(hexadecimal, bytes, out _, out _) == System.Buffers.OperationStatus.Done;
        digest = isWhole ? Read(bytes) : default;
        return isWhole;
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        Write(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
