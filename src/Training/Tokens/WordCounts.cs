using System.Runtime.InteropServices;
using System.Text;

namespace Athanor.Training.Tokens;

/// <summary>The words of the texts that a tokenizer is learned from. Longer ones than a language has, such as pictures in base 64, teach nothing and are left out.</summary>
public sealed class WordCounts
{
    private const int Longest = 256;
    private readonly Dictionary<string, long> _counts = [];

    public int Count => _counts.Count;

    public void Add(string text) => Add(Encoding.UTF8.GetBytes(text));

    public void Add(ReadOnlySpan<byte> text)
    {
        var counts = _counts.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> letters = stackalloc char[Longest];
        for (int length; (length = Words.First(text)) > 0; text = text[length..])
        {
            if (length > Longest) continue;
            var word = letters[..Encoding.Latin1.GetChars(text[..length], letters)];
            CollectionsMarshal.GetValueRefOrAddDefault(counts, word, out _)++;
        }
    }

    internal IEnumerable<(byte[] Word, long Count)> InOrder() => _counts.Select(pair => (Encoding.Latin1.GetBytes(pair.Key), pair.Value));
}
