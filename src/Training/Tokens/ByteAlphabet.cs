using System.Collections.Frozen;

namespace Athanor.Training.Tokens;

/// <summary>A printable letter for each byte, as GPT-2 has them: files hold tokens as text, and tokens are any bytes.</summary>
internal static class ByteAlphabet
{
    private static readonly char[] Letters = MakeLetters();
    private static readonly FrozenDictionary<char, byte> Bytes = Letters.Select((letter, value) => (letter, value)).ToFrozenDictionary(pair => pair.letter, pair => (byte)pair.value);

    /// <summary>All bytes in the order of their letters, which is the order of their tokens.</summary>
    public static IReadOnlyList<byte> InOrder { get; } = [.. Enumerable.Range(0, 256).Select(value => (byte)value).OrderBy(value => Letters[value])];

    public static string TextOf(ReadOnlySpan<byte> bytes)
    {
        var text = new char[bytes.Length];
        for (var index = 0; index < bytes.Length; index++) text[index] = Letters[bytes[index]];
        return new(text);
    }

    public static byte[]? BytesOf(string text)
    {
        var bytes = new byte[text.Length];
        for (var index = 0; index < text.Length; index++)
        {
            if (!Bytes.TryGetValue(text[index], out bytes[index])) return null;
        }
        return bytes;
    }

    // Bytes that Latin-1 prints stand for themselves; the others follow from U+0100 on.
    private static char[] MakeLetters()
    {
        var next = 256;
        return [.. Enumerable.Range(0, 256).Select(value => (char)(value is >= '!' and <= '~' or >= 0xA1 and <= 0xAC or >= 0xAE ? value : next++))];
    }
}
