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
    public static byte[] Hash(byte[] previous, long sequence, long microseconds, RecordedFact fact) => Hash(
        previous, sequence, microseconds, Utf8(fact.Actor), Utf8(fact.Project), Utf8(fact.Verb), Utf8(fact.Subject), Utf8(fact.Parents), Utf8(fact.Details));

    public static byte[] Hash(
        byte[] previous, long sequence, long microseconds, byte[] actor, byte[] project, byte[] verb, byte[] subject, byte[] parents, byte[] details)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        Append(hash, sequence);
        Append(hash, microseconds);
        foreach (var field in (ReadOnlySpan<byte[]>)[actor, project, verb, subject, parents, details])
        {
            Append(hash, field.Length);
            hash.AppendData(field);
        }
        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
