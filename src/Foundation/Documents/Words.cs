using Athanor.Foundation.Settings;

namespace Athanor.Foundation.Documents;

public static class Words
{
    /// <summary>The word that was probably meant, if one is near enough.</summary>
    public static string? Nearest(string word, IEnumerable<string> words)
    {
        var near = words.Select(other => (Word: other, Distance: EditDistance.Between(word, other))).OrderBy(pair => pair.Distance).FirstOrDefault();
        return near.Word is not null && near.Distance <= Math.Max(2, near.Word.Length / 3) ? near.Word : null;
    }
}
