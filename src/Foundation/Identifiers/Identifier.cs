using System.Buffers.Binary;

namespace Athanor.Foundation.Identifiers;

/// <summary>Makes identifiers that sort by the time they were made: <c>run_01jd…</c>.</summary>
public static class Identifier
{
    // Crockford's alphabet: no letter is mistaken for a digit, and text order is number order.
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Digits = 26;

    public static string Create(string kind, TimeProvider clock)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(clock.GetUtcNow()).TryWriteBytes(bytes, bigEndian: true, out _);

        return string.Create(kind.Length + 1 + Digits, (kind, Number: BinaryPrimitives.ReadUInt128BigEndian(bytes)), static (text, state) =>
        {
            state.kind.CopyTo(text);
            text[state.kind.Length] = '_';
            var rest = state.Number;
            for (var index = text.Length - 1; index > state.kind.Length; index--)
            {
                text[index] = Alphabet[(int)(rest & 31)];
                rest >>= 5;
            }
        });
    }
}
