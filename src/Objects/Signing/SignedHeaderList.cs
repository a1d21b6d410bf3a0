namespace Athanor.Objects.Signing;

internal static class SignedHeaderList
{
    private const int MaximumCount = 128;

    /// <summary>Names in small letters with semicolons between; null for anything else.</summary>
    public static IReadOnlyList<string>? TryParse(string text)
    {
        var names = text.Split(';', MaximumCount + 1);
        return names.Length <= MaximumCount && Array.TrueForAll(names, IsName) ? names : null;
    }

    private static bool IsName(string name) => name.Length > 0 && name.All(letter => letter is > ' ' and < '\u007f' and not (':' or ';' or ',') && !char.IsAsciiLetterUpper(letter));
}
