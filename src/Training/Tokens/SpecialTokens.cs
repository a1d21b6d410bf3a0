using System.Text;

namespace Athanor.Training.Tokens;

internal sealed class SpecialTokens
{
    private readonly (byte[] Text, int Number)[] _longestFirst;
    private readonly byte[] _beginnings;

    public SpecialTokens(IReadOnlyDictionary<string, int> numbers)
    {
        Numbers = numbers;
        _longestFirst = [.. numbers.Select(pair => (Encoding.UTF8.GetBytes(pair.Key), pair.Value)).OrderByDescending(token => token.Item1.Length)];
        _beginnings = [.. _longestFirst.Select(token => token.Text[0]).Distinct()];
    }

    public IReadOnlyDictionary<string, int> Numbers { get; }

    /// <summary>The first in the text, and the longest of those that begin there.</summary>
    public (int At, int Length, int Number)? Find(ReadOnlySpan<byte> text)
    {
        for (var at = 0; text[at..].IndexOfAny(_beginnings) is var skip and >= 0; at++)
        {
            at += skip;
            foreach (var (token, number) in _longestFirst)
            {
                if (text[at..].StartsWith(token)) return (at, token.Length, number);
            }
        }
        return null;
    }
}
