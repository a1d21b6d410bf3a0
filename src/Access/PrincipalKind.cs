namespace Athanor.Access;

public enum PrincipalKind
{
    Person,

    /// <summary>A program with keys of its own.</summary>
    Service,
}
