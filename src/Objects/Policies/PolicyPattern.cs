namespace Athanor.Objects.Policies;

/// <summary>
/// A text of a policy with * and ?, and with variables such as <c>${aws:username}</c>, whose values are taken as they are: a star in
/// somebody's name is no wildcard. <c>${*}</c>, <c>${?}</c> and <c>${$}</c> are the characters themselves.
/// </summary>
internal sealed class PolicyPattern
{
    private readonly string _text;
    private readonly PatternSymbol[]? _fixed;

    public PolicyPattern(string text)
    {
        _text = text;
        if (!text.Contains("${", StringComparison.Ordinal)) _fixed = [.. text.Select(Symbol)];
    }

    public override string ToString() => _text;

    /// <summary>Whether it has a variable of this name, or one that begins so.</summary>
    public bool Mentions(string variable) => _fixed is null && _text.Contains(variable, StringComparison.OrdinalIgnoreCase);

    public bool Matches(string text, PolicyContext context, bool ignoresCase = false) =>
        Expand(context) is { } symbols && Matches(symbols, text, ignoresCase);

    /// <summary>The text without any meaning of its characters; null where a variable has no value.</summary>
    public string? Resolve(PolicyContext context)
    {
        if (_fixed is not null) return _text;
        return Expand(context) is { } symbols ? string.Concat(symbols.Select(symbol => symbol.Letter)) : null;
    }

    // When a star fails it takes one letter more; only the last star ever has to be tried again.
    private static bool Matches(ReadOnlySpan<PatternSymbol> pattern, ReadOnlySpan<char> text, bool ignoresCase)
    {
        var (at, letter, star, taken) = (0, 0, -1, 0);
        while (letter < text.Length)
        {
            if (at < pattern.Length && pattern[at].IsAny)
            {
                (star, taken) = (at++, letter);
            }
            else if (at < pattern.Length && pattern[at].Matches(text[letter], ignoresCase))
            {
                at++;
                letter++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                letter = ++taken;
            }
            else
            {
                return false;
            }
        }
        while (at < pattern.Length && pattern[at].IsAny) at++;
        return at == pattern.Length;
    }

    private PatternSymbol[]? Expand(PolicyContext context)
    {
        if (_fixed is not null) return _fixed;

        var symbols = new List<PatternSymbol>();
        for (var at = 0; at < _text.Length; at++)
        {
            var end = _text.AsSpan(at).StartsWith("${") ? _text.IndexOf('}', at) : -1;
            if (end < 0)
            {
                symbols.Add(Symbol(_text[at]));
                continue;
            }

            if (ValueOf(_text[(at + 2)..end], context) is not { } value) return null;
            symbols.AddRange(value.Select(letter => new PatternSymbol(letter, IsWild: false)));
            at = end;
        }
        return [.. symbols];
    }

    // A variable with a default is written ${name, 'default'}.
    private static string? ValueOf(string variable, PolicyContext context)
    {
        if (variable is "*" or "?" or "$") return variable;

        var comma = variable.IndexOf(',', StringComparison.Ordinal);
        var name = (comma < 0 ? variable : variable[..comma]).Trim();
        if (context.Find(name) is [var value]) return value;
        return comma >= 0 && variable[(comma + 1)..].Trim() is ['\'', .. var otherwise, '\''] ? otherwise : null;
    }

    private static PatternSymbol Symbol(char letter) => new(letter, letter is '*' or '?');
}
