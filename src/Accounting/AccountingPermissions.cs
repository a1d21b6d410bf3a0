using Athanor.Access.Authorization;

namespace Athanor.Accounting;

public static class AccountingPermissions
{
    public static Permission Read { get; } = new("costs:read", Role.Viewer, "See what jobs used, and what that was in money, energy and carbon; on the whole server, what lay idle as well.");

    public static IReadOnlyList<Permission> All { get; } = [Read];
}
