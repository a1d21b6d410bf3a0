namespace Athanor.Objects.Policies;

/// <summary>Whom a statement is about: names, and names with their kind such as <c>person/ada</c>. Everybody includes those without a key.</summary>
internal sealed record PrincipalSet(bool IsEverybody, IReadOnlySet<string> Names, bool IsInverted)
{
    public bool Contains(PolicyContext context) => (IsEverybody || IsNamed(context.Principal) || IsNamed(context.Actor)) != IsInverted;

    private bool IsNamed(string? name) => name is not null && Names.Contains(name);
}
