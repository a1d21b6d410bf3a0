namespace Athanor.Access.Authorization;

public enum Decision
{
    /// <summary>What a forgotten case answers.</summary>
    DeniedNoRole,
    DeniedRoleTooLow,
    Allowed,
}
