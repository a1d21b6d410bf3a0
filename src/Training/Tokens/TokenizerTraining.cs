using Athanor.Foundation.Problems;

namespace Athanor.Training.Tokens;

/// <summary>
/// Learns a tokenizer from text: the most frequent pair of tokens becomes a token, again and again; among equals the one of the lower numbers, as Hugging Face's
/// trainer has it. The result depends on the words and their number alone.
/// </summary>
public sealed class TokenizerTraining
{
    private const int LeastCount = 2;
    private readonly List<byte[]> _tokens = [];
    private readonly Dictionary<byte[], int> _numbers = new(BytesComparer.Instance);
    private readonly List<TokenPair> _merges = [];
    private readonly Dictionary<string, int> _special = [];

    private TokenizerTraining(IReadOnlyList<string> special)
    {
        foreach (var token in special)
        {
            _special[token] = _tokens.Count;
            _tokens.Add(System.Text.Encoding.UTF8.GetBytes(token));
        }
        foreach (var value in ByteAlphabet.InOrder) NumberOf([value]);
    }

    /// <summary>Stops earlier where no pair comes twice any more.</summary>
    public static Tokenizer Train(WordCounts words, int vocabulary, params IReadOnlyList<string> special)
    {
        Tokenizer.CheckSpecial([.. special]);
        var least = special.Count + 256;
        if (vocabulary < least || vocabulary > Tokenizer.MostTokens) throw new ProblemException(TokensProblems.BadVocabulary(vocabulary, least, Tokenizer.MostTokens));
        var training = new TokenizerTraining(special);
        training.Learn(words, vocabulary);
        return new(training._tokens, training._merges, training._special);
    }

    private void Learn(WordCounts words, int vocabulary)
    {
        var corpus = new PairCounts();
        foreach (var (word, count) in words.InOrder()) corpus.Add([.. word.Select(value => _numbers[[value]])], count);
        while (_tokens.Count < vocabulary && corpus.MostFrequent() is { Count: >= LeastCount } most)
        {
            var merged = NumberOf([.. _tokens[most.Pair.Left], .. _tokens[most.Pair.Right]]);
            _merges.Add(most.Pair);
            corpus.Merge(most.Pair, merged);
        }
    }

    // The same bytes may be made of other pairs again; they stay one token.
    private int NumberOf(byte[] bytes)
    {
        if (_numbers.TryGetValue(bytes, out var known)) return known;
        _tokens.Add(bytes);
        return _numbers[bytes] = _tokens.Count - 1;
    }
}
