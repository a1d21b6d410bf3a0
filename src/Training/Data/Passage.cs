namespace Athanor.Training.Data;

/// <summary>A piece of a text, some paragraphs long. A few long texts have many, so that some can be kept to judge by.</summary>
internal sealed record Passage(string Text, string File, int Number)
{
    // In characters: about a page, cut where a paragraph ends if that is near.
    private const int Least = 2_000;
    private const int Most = 8_000;

    public string Name => $"{File}#{Number}";

    public static List<Passage> CutAll(TextFolder folder) => [.. folder.Names.Zip(folder.Texts).SelectMany(text => Cut(text.First, text.Second))];

    public static IEnumerable<Passage> Cut(string file, string text)
    {
        var number = 0;
        for (var from = 0; from < text.Length;)
        {
            var end = EndBehind(text, from);
            yield return new(text[from..end], file, number++);
            from = end;
        }
    }

    /// <summary>Those that follow each other in their text are one again.</summary>
    public static IEnumerable<string> Join(IEnumerable<Passage> passages)
    {
        var (joined, last) = (new List<string>(), default(Passage));
        foreach (var passage in passages)
        {
            if (last is not null && (last.File != passage.File || last.Number + 1 != passage.Number))
            {
                yield return string.Concat(joined);
                joined.Clear();
            }
            joined.Add(passage.Text);
            last = passage;
        }
        if (joined.Count > 0) yield return string.Concat(joined);
    }

    private static int EndBehind(string text, int from)
    {
        if (text.Length - from <= Least) return text.Length;
        var (near, room) = (from + Least, Math.Min(text.Length - from, Most) - Least);
        var paragraph = text.IndexOf("\n\n", near, room, StringComparison.Ordinal);
        if (paragraph >= 0) return paragraph + 2;
        if (near + room == text.Length) return text.Length;
        return char.IsLowSurrogate(text[near + room]) ? near + room - 1 : near + room;
    }
}
