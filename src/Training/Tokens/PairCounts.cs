using System.Runtime.InteropServices;

namespace Athanor.Training.Tokens;

/// <summary>
/// How often each pair of tokens comes in all words. Counting all of them again for each merge would take hours; here a merge touches only the words that have the pair, and a queue
/// knows the most frequent. A count in the queue may be too high, never too low: it is looked up when it comes out.
/// </summary>
internal sealed class PairCounts
{
    private readonly List<Word> _words = [];
    private readonly Dictionary<TokenPair, long> _counts = [];
    private readonly Dictionary<TokenPair, List<int>> _wordsOf = [];
    private readonly HashSet<TokenPair> _raised = [];
    private readonly PriorityQueue<TokenPair, (long Less, int Left, int Right)> _queue = new();

    public void Add(int[] tokens, long count)
    {
        _words.Add(new(tokens, tokens.Length, count));
        Count(_words.Count - 1, 1);
        for (var at = 0; at + 1 < tokens.Length; at++) Note(new(tokens[at], tokens[at + 1]), _words.Count - 1);
    }

    /// <summary>Nothing where no word has two tokens any more.</summary>
    public (TokenPair Pair, long Count)? MostFrequent()
    {
        Propose();
        while (_queue.TryDequeue(out var pair, out var priority))
        {
            if (!_counts.TryGetValue(pair, out var count)) continue;
            if (count == -priority.Less) return (pair, count);
            _queue.Enqueue(pair, (-count, pair.Left, pair.Right));
        }
        return null;
    }

    public void Merge(TokenPair pair, int merged)
    {
        if (!_wordsOf.Remove(pair, out var words)) return;
        foreach (var index in words)
        {
            Count(index, -1);
            Join(index, pair, merged);
            Count(index, 1);
            NoteNew(index, merged);
        }
        _counts.Remove(pair);
    }

    // Only pairs with the new token have become more frequent.
    private void NoteNew(int index, int merged)
    {
        var word = _words[index];
        for (var at = 0; at + 1 < word.Length; at++)
        {
            var pair = new TokenPair(word.Tokens[at], word.Tokens[at + 1]);
            if (pair.Left == merged || pair.Right == merged) Note(pair, index);
        }
    }

    private void Join(int index, TokenPair pair, int merged)
    {
        var word = _words[index];
        var (tokens, kept) = (word.Tokens, 0);
        for (var at = 0; at < word.Length; at++)
        {
            var isPair = at + 1 < word.Length && tokens[at] == pair.Left && tokens[at + 1] == pair.Right;
            tokens[kept++] = isPair ? merged : tokens[at];
            if (isPair) at++;
        }
        _words[index] = word with { Length = kept };
    }

    private void Count(int index, int sign)
    {
        var word = _words[index];
        for (var at = 0; at + 1 < word.Length; at++)
        {
            var pair = new TokenPair(word.Tokens[at], word.Tokens[at + 1]);
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, pair, out _) += sign * word.Count;
        }
    }

    private void Note(TokenPair pair, int index)
    {
        ref var words = ref CollectionsMarshal.GetValueRefOrAddDefault(_wordsOf, pair, out _);
        words ??= [];
        if (words is not [.., var last] || last != index) words.Add(index);
        _raised.Add(pair);
    }

    private void Propose()
    {
        foreach (var pair in _raised) _queue.Enqueue(pair, (-_counts[pair], pair.Left, pair.Right));
        _raised.Clear();
    }

    private readonly record struct Word(int[] Tokens, int Length, long Count);
}
