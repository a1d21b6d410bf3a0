using System.Globalization;
using System.Text;

namespace Athanor.Training.Tokens;

/// <summary>
/// Cuts text where GPT-2 does, without a regular expression: <c>'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+</c>. No token reaches over a cut. What is
/// not UTF-8 counts as signs, byte by byte.
/// </summary>
internal static class Words
{
    private enum Kind
    {
        Letter,
        Number,
        Sign,
        Space,
    }

    /// <summary>How many bytes the first word of a text has. Zero only where the text is empty.</summary>
    public static int First(ReadOnlySpan<byte> text)
    {
        if (text is []) return 0;
        if (Ending(text) is var ending and > 0) return ending;
        var (kind, length) = Next(text);
        if (kind != Kind.Space) return Run(text, kind, length);
        if (text[0] == ' ' && text.Length > 1 && Next(text[1..]) is var (behind, width) && behind != Kind.Space) return Run(text, behind, 1 + width);
        return Spaces(text);
    }

    private static int Ending(ReadOnlySpan<byte> text)
    {
        if (text[0] != '\'') return 0;
        var rest = text[1..];
        if (rest is [(byte)'s' or (byte)'t' or (byte)'m' or (byte)'d', ..]) return 2;
        return rest.StartsWith("re"u8) || rest.StartsWith("ve"u8) || rest.StartsWith("ll"u8) ? 3 : 0;
    }

    private static int Run(ReadOnlySpan<byte> text, Kind kind, int length)
    {
        while (length < text.Length && Next(text[length..]) is var (next, width) && next == kind) length += width;
        return length;
    }

    // The last of several spaces belongs to the word behind them.
    private static int Spaces(ReadOnlySpan<byte> text)
    {
        var (length, last) = (0, 0);
        while (length < text.Length)
        {
            var (kind, width) = Next(text[length..]);
            if (kind != Kind.Space) return last > 0 ? last : length;
            (last, length) = (length, length + width);
        }
        return length;
    }

    private static (Kind Kind, int Length) Next(ReadOnlySpan<byte> text)
    {
        if (char.IsAscii((char)text[0])) return (KindOf(new Rune((char)text[0])), 1);
        Rune.DecodeFromUtf8(text, out var rune, out var length);
        return (KindOf(rune), length);
    }

    private static Kind KindOf(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        _ when Rune.IsWhiteSpace(rune) => Kind.Space,
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => Kind.Letter,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Kind.Number,
        _ => Kind.Sign,
    };
}
