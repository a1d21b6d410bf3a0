using Athanor.Foundation.Problems;

namespace Athanor.Foundation.Databases;

/// <summary>Text comes back as it went in, on every engine, or is refused: none agrees with the others on a NUL or half of a surrogate pair.</summary>
internal static class StorableText
{
    public static string Check(string text) => IsStorable(text) ? text : throw new ProblemException(DatabaseProblems.UnstorableText);

    private static bool IsStorable(ReadOnlySpan<char> text)
    {
        if (text.Contains('\0')) return false;
        for (var index = NextSurrogate(text); index >= 0; index = NextSurrogate(text))
        {
            if (index + 1 >= text.Length || !char.IsSurrogatePair(text[index], text[index + 1])) return false;
            text = text[(index + 2)..];
        }
        return true;
    }

    private static int NextSurrogate(ReadOnlySpan<char> text) => text.IndexOfAnyInRange('\uD800', '\uDFFF');
}
