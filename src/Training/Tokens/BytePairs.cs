namespace Athanor.Training.Tokens;

/// <summary>Which token each byte is, and which two tokens become one, the earlier learned first.</summary>
internal sealed class BytePairs
{
    private readonly int[] _bytes = new int[256];
    private readonly Dictionary<TokenPair, (int Rank, int Token)> _merges;

    public BytePairs(IReadOnlyList<byte[]> tokens, IReadOnlyList<TokenPair> merges, IEnumerable<int> special)
    {
        var numbers = new Dictionary<byte[], int>(tokens.Count, BytesComparer.Instance);
        var hidden = special.ToHashSet();
        for (var token = 0; token < tokens.Count; token++)
        {
            if (!hidden.Contains(token)) numbers.TryAdd(tokens[token], token);
        }
        for (var value = 0; value < 256; value++) _bytes[value] = numbers[[(byte)value]];
        _merges = new(merges.Count);
        for (var rank = 0; rank < merges.Count; rank++) _merges.TryAdd(merges[rank], (rank, numbers[[.. tokens[merges[rank].Left], .. tokens[merges[rank].Right]]]));
    }

    public int TokenOf(byte value) => _bytes[value];

    public bool TryMerge(int left, int right, out (int Rank, int Token) merged) => _merges.TryGetValue(new(left, right), out merged);
}
