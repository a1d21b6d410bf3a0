using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Athanor.Foundation.Journal;

/// <summary>
/// The hash of a fact: SHA-256 over the hash before it and every field, each with its length in front, so that no two facts
/// share an encoding. <c>docs/journal.md</c> says it in enough detail to check an export without this program.
/// </summary>
internal static class JournalChain
{
    public static byte[] Hash(byte[] previous, long sequence, long microseconds, string actor, string project, string verb, string subject, string parents, string details)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        Append(hash, sequence);
        Append(hash, microseconds);
        foreach (var field in (ReadOnlySpan<string>)[actor, project, verb, subject, parents, details]) Append(hash, field);
        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, string field)
    {
        var bytes = Encoding.UTF8.GetBytes(field);
        Append(hash, bytes.Length);
        hash.AppendData(bytes);
    }
}
