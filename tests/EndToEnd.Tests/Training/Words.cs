using System.Globalization;
using System.Text;

namespace Athanor.EndToEnd.Training;

/// <summary>Words of few letters that follow each other by rules, so that there is something to learn.</summary>
internal static class Words
{
    public static string Of(int file)
    {
        var (text, random) = (new StringBuilder(), new Random(file));
        for (var word = 0; word < 1500; word++) text.Append(CultureInfo.InvariantCulture, $"{"abcdefgh"[(word + random.Next(2)) % 8]}{"aeiou"[word % 5]}{(word % 7 == 0 ? ".\n" : " ")}");
        return text.ToString();
    }
}
