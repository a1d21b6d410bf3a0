namespace Athanor.Training.Tokens;

/// <summary>
/// Makes tokens of one word after the other. Of all pairs the earliest learned is merged first, the leftmost among equals: from a queue, because looking through
/// the whole word for each merge would let one word of a million letters stop its caller. Not thread-safe.
/// </summary>
internal sealed class WordMerging(BytePairs pairs)
{
    private const int None = -1;
    private readonly PriorityQueue<(int At, int Left, int Right), (int Rank, int At)> _queue = new();
    private int[] _tokens = [];
    private int[] _next = [];
    private int[] _before = [];

    /// <summary>The answer is overwritten by the next word.</summary>
    public ReadOnlySpan<int> Merge(ReadOnlySpan<byte> word)
    {
        Spell(word);
        while (_queue.TryDequeue(out var place, out _))
        {
            // A place whose tokens have changed meanwhile is out of date.
            if (_tokens[place.At] == place.Left && _next[place.At] is var right and not None && _tokens[right] == place.Right) Join(place.At, right);
        }
        return Collect();
    }

    private void Spell(ReadOnlySpan<byte> word)
    {
        if (_tokens.Length < word.Length) (_tokens, _next, _before) = (new int[word.Length], new int[word.Length], new int[word.Length]);
        for (var at = 0; at < word.Length; at++)
        {
            _tokens[at] = pairs.TokenOf(word[at]);
            (_before[at], _next[at]) = (at - 1, at + 1 < word.Length ? at + 1 : None);
        }
        for (var at = 0; at + 1 < word.Length; at++) Propose(at);
    }

    private void Join(int at, int right)
    {
        pairs.TryMerge(_tokens[at], _tokens[right], out var merged);
        _tokens[at] = merged.Token;
        _tokens[right] = None;
        _next[at] = _next[right];
        if (_next[at] != None) _before[_next[at]] = at;
        if (_before[at] != None) Propose(_before[at]);
        Propose(at);
    }

    private void Propose(int at)
    {
        if (_next[at] is var right and not None && pairs.TryMerge(_tokens[at], _tokens[right], out var merged)) _queue.Enqueue((at, _tokens[at], _tokens[right]), (merged.Rank, at));
    }

    private ReadOnlySpan<int> Collect()
    {
        var count = 0;
        for (var at = 0; at != None; at = _next[at]) _before[count++] = _tokens[at];
        return _before.AsSpan(0, count);
    }
}
