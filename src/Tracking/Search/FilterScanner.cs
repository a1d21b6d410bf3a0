using System.Globalization;
using Athanor.Foundation.Problems;

namespace Athanor.Tracking.Search;

/// <summary>Goes through the text of a filter or an order, and takes off it what the grammar wants next.</summary>
internal sealed class FilterScanner
{
    private const int LongestText = 64 << 10;
    private static readonly string[] Signs = ["!=", ">=", "<=", "=", ">", "<"];

    private readonly string _text;
    private int _at;

    public FilterScanner(string text)
    {
        if (text.Length > LongestText) throw new ProblemException(TrackingProblems.Invalid($"A filter has at most {LongestText} characters."));
        _text = text;
        SkipSpace();
    }

    public bool IsAtEnd => _at == _text.Length;

    public ProblemException Refuse(string wanted) => new(TrackingProblems.Invalid($"Invalid clause(s) in filter string: {wanted} is expected at '{_text[_at..Math.Min(_text.Length, _at + 40)]}'."));

    public bool TakeWord(string word)
    {
        var end = _at + word.Length;
        if (string.Compare(_text, _at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) != 0 || (end < _text.Length && IsOfName(_text[end]))) return false;
        return MoveTo(end);
    }

    public bool Take(char sign) => _at < _text.Length && _text[_at] == sign && MoveTo(_at + 1);

    public string? TakeSign()
    {
        var sign = Array.Find(Signs, sign => string.CompareOrdinal(_text, _at, sign, 0, sign.Length) == 0);
        if (sign is not null) MoveTo(_at + sign.Length);
        return sign;
    }

    /// <summary>A name up to a dot, if there is one, and what follows the dot; each may stand in backticks or quotes.</summary>
    public (string? Kind, string Key) TakeName()
    {
        var first = TakePart(stopsAtDot: true) ?? throw Refuse("a name");
        if (_at >= _text.Length || _text[_at] != '.') return Ended<(string?, string)>((null, first));
        _at++;
        return Ended((first, TakePart(stopsAtDot: false) ?? throw Refuse("a name after the dot")));
    }

    public string? TakeText() => _at < _text.Length && _text[_at] is '\'' or '"' ? Ended(TakeQuoted()) : null;

    public double? TakeNumber()
    {
        var end = _at;
        while (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] is '+' or '-' or '.')) end++;
        if (end == _at || !double.TryParse(_text.AsSpan(_at, end - _at), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number)) return null;
        MoveTo(end);
        return number;
    }

    private string? TakePart(bool stopsAtDot)
    {
        if (_at < _text.Length && _text[_at] is '`' or '"' or '\'') return TakeQuoted();
        var start = _at;
        while (_at < _text.Length && (IsOfName(_text[_at]) || (!stopsAtDot && _text[_at] == '.'))) _at++;
        return _at == start ? null : _text[start.._at];
    }

    // A quote within is written twice.
    private string TakeQuoted()
    {
        var (quote, text) = (_text[_at], new System.Text.StringBuilder());
        for (_at++; _at < _text.Length; _at++)
        {
            if (_text[_at] != quote)
            {
                text.Append(_text[_at]);
                continue;
            }
            _at++;
            if (_at == _text.Length || _text[_at] != quote) return text.ToString();
            text.Append(quote);
        }
        throw Refuse("a closing quote");
    }

    private static bool IsOfName(char letter) => char.IsLetterOrDigit(letter) || letter is '_' or '-' or '/' or ':';

    private T Ended<T>(T value)
    {
        SkipSpace();
        return value;
    }

    private bool MoveTo(int place)
    {
        _at = place;
        SkipSpace();
        return true;
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) _at++;
    }
}
