namespace Athanor.Access.Authorization;

public enum Decision
{
    /// <summary>What a forgotten case answers.</summary>
    DeniedNoRole,
    DeniedRoleTooLow,

    /// <summary>By the resource itself, whatever roles would allow.</summary>
    DeniedByPolicy,
    Allowed,
}
