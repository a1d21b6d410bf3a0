namespace Athanor.Objects.Policies;

/// <summary>One character of a pattern: itself, any one (?), or any number of any (*).</summary>
internal readonly record struct PatternSymbol(char Letter, bool IsWild)
{
    public bool IsAny => IsWild && Letter == '*';

    public bool Matches(char letter, bool ignoresCase) =>
        (IsWild && Letter == '?') || Letter == letter || (ignoresCase && char.ToLowerInvariant(Letter) == char.ToLowerInvariant(letter));
}
