namespace Athanor.Objects.Policies;

/// <summary>Whom a statement is about. Everybody includes those without a key.</summary>
internal sealed record PrincipalSet(bool IsEverybody, IReadOnlySet<string> Names, bool IsInverted)
{
    public bool Contains(string? principal) => (IsEverybody || (principal is not null && Names.Contains(principal))) != IsInverted;
}
