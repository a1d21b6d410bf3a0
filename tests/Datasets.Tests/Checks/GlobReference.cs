using System.Text;
using System.Text.RegularExpressions;

namespace Athanor.Datasets.Tests.Checks;

/// <summary>What a pattern means, said as a regular expression: slower in the worst case, and plain enough to be trusted.</summary>
internal static class GlobReference
{
    public static bool Matches(string pattern, string path) => Regex.IsMatch(path, ToRegex(pattern), RegexOptions.Singleline | RegexOptions.CultureInvariant);

    private static string ToRegex(string pattern)
    {
        var regex = new StringBuilder(@"\A");
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i..].StartsWith("**/", StringComparison.Ordinal))
            {
                regex.Append("(?:.*/)?");
                i += 2;
            }
            else if (pattern[i..].StartsWith("**", StringComparison.Ordinal))
            {
                regex.Append(".*");
                i++;
            }
            else regex.Append(pattern[i] switch
            {
                '*' => "[^/]*",
                '?' => "[^/]",
                '{' => "(?:",
                '}' => ")",
                ',' => "|",
                var letter => Regex.Escape($"{letter}"),
            });
        }
        return regex.Append(@"\z").ToString();
    }
}
