using System.Text;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Paths;

internal static class PathProblems
{
    private const int LongestQuote = 120;

    public static Problem BadPath(string path, string reason) => new(
        "datasets/bad-path", 400, $"'{Quote(path)}' is no path that a dataset could hold: {reason}.", $"A path is at most {EntryPath.MaximumBytes} bytes of UTF-8: names with single slashes between them, such as 'train/rose/001.jpg'.");

    public static Problem NoText(string path, long at) => new(
        "datasets/bad-path", 400, $"The name '{Quote(path)}' at byte {at} of the tar is not UTF-8.", "Rename it, or write the archive where the language setting is one of UTF-8.");

    /// <summary>What can be shown of a text that may be anything: no line breaks, no halves of characters, not too much of it.</summary>
    private static string Quote(string text)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= LongestQuote) return shown.Append('…').ToString();
            shown.Append(Rune.IsControl(rune) ? "\uFFFD" : rune.ToString());
        }
        return shown.ToString();
    }
}
