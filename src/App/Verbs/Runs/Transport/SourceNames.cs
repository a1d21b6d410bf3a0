namespace Athanor.App.Verbs.Runs.Transport;

/// <summary>Ids that others chose stand in filters, tags and paths: letters, digits, hyphens and underscores.</summary>
internal static class SourceNames
{
    private const int Longest = 64;

    public static bool IsName(string id) => id.Length is > 0 and <= Longest && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
}
