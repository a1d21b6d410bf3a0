using Athanor.Training.Tokens;

namespace Athanor.Training.Data;

/// <summary>Texts as one long line of tokens with an end behind each, of which windows are read that follow each other.</summary>
internal sealed class TokenStream
{
    private readonly int[] _tokens;
    private readonly int _length;

    public TokenStream(IEnumerable<string> texts, Tokenizer tokenizer, int end, int length)
    {
        _length = length;
        _tokens = [.. texts.SelectMany(text => tokenizer.Encode(text).Append(end))];
    }

    public int Tokens => _tokens.Length;

    /// <summary>The last one may be cut short.</summary>
    public int Windows => (Math.Max(0, _tokens.Length - 1) + _length - 1) / _length;

    /// <summary>A window and what follows each of its tokens; -1 where nothing does.</summary>
    public void Read(int window, Span<int> input, Span<int> targets)
    {
        var start = window * _length;
        var count = Math.Min(_length, _tokens.Length - 1 - start);
        _tokens.AsSpan(start, count).CopyTo(input);
        _tokens.AsSpan(start + 1, count).CopyTo(targets);
        input[count..].Clear();
        targets[count..].Fill(-1);
    }
}
