using System.Collections.Concurrent;
using System.Text;
using Athanor.Foundation.Problems;

namespace Athanor.Training.Tokens;

/// <summary>
/// A byte-level byte-pair tokenizer: any bytes become tokens and come back the same. Special tokens have the first numbers and are never made of text unless the
/// caller asks for it, so that what users write cannot pretend to be one. Safe for many threads.
/// </summary>
public sealed class Tokenizer
{
    public const int MostTokens = 1 << 21;
    private const int MostSpecial = 256;
    private const int MostCached = 1 << 16;
    private const int LongestCached = 48;

    private readonly IReadOnlyList<byte[]> _tokens;
    private readonly BytePairs _pairs;
    private readonly SpecialTokens _special;
    private readonly ConcurrentDictionary<string, int[]> _cache = [];
    private int _cached;

    internal Tokenizer(IReadOnlyList<byte[]> tokens, IReadOnlyList<TokenPair> merges, IReadOnlyDictionary<string, int> special)
    {
        (_tokens, _special, Merges) = (tokens, new(special), merges);
        _pairs = new(tokens, merges, special.Values);
    }

    /// <summary>How many tokens there are, special ones among them.</summary>
    public int Size => _tokens.Count;

    public IReadOnlyDictionary<string, int> Special => _special.Numbers;

    internal IReadOnlyList<TokenPair> Merges { get; }

    internal IReadOnlyList<byte[]> Tokens => _tokens;

    public int[] Encode(string text, bool withSpecial = false) => Encode(Encoding.UTF8.GetBytes(text), withSpecial);

    /// <param name="text">Any bytes.</param>
    /// <param name="withSpecial">Whether the text of a special token stands for the token.</param>
    public int[] Encode(ReadOnlySpan<byte> text, bool withSpecial = false)
    {
        var (tokens, merging) = (new List<int>(text.Length / 3), new WordMerging(_pairs));
        while (withSpecial && _special.Find(text) is { } found)
        {
            EncodeWords(text[..found.At], merging, tokens);
            tokens.Add(found.Number);
            text = text[(found.At + found.Length)..];
        }
        EncodeWords(text, merging, tokens);
        return [.. tokens];
    }

    public byte[] Decode(ReadOnlySpan<int> tokens)
    {
        using var bytes = new MemoryStream();
        foreach (var token in tokens)
        {
            if ((uint)token >= (uint)_tokens.Count) throw new ArgumentOutOfRangeException(nameof(tokens), $"There is no token {token} among {_tokens.Count}.");
            bytes.Write(_tokens[token]);
        }
        return bytes.ToArray();
    }

    /// <summary>As text; what is not UTF-8, such as half of a letter, is replaced.</summary>
    public string DecodeText(ReadOnlySpan<int> tokens) => Encoding.UTF8.GetString(Decode(tokens));

    internal static void CheckSpecial(IReadOnlyCollection<string> special)
    {
        if (special.FirstOrDefault(token => token.Length is 0 or > 128) is { } bad) throw new ProblemException(TokensProblems.BadSpecial(bad));
        if (special.Count > MostSpecial || special.Distinct().Count() != special.Count) throw new ProblemException(TokensProblems.BadSpecial(special.Last()));
    }

    private void EncodeWords(ReadOnlySpan<byte> text, WordMerging merging, List<int> tokens)
    {
        var cache = _cache.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> letters = stackalloc char[LongestCached];
        for (int length; (length = Words.First(text)) > 0; text = text[length..])
        {
            if (length > LongestCached)
            {
                tokens.AddRange(merging.Merge(text[..length]));
                continue;
            }
            var key = letters[..Encoding.Latin1.GetChars(text[..length], letters)];
            if (!cache.TryGetValue(key, out var known)) known = Remember(key, merging.Merge(text[..length]));
            tokens.AddRange(known);
        }
    }

    private int[] Remember(ReadOnlySpan<char> word, ReadOnlySpan<int> tokens)
    {
        var kept = tokens.ToArray();
        if (Volatile.Read(ref _cached) < MostCached && _cache.TryAdd(new(word), kept)) Interlocked.Increment(ref _cached);
        return kept;
    }
}
