using Athanor.Access.Authorization;

namespace Athanor.Access;

public static class AccessPermissions
{
    public static Permission ProjectsRead { get; } = new("projects:read", Role.Viewer, "See a project and who works in it.");
    public static Permission ProjectsManage { get; } = new("projects:manage", Role.Operator, "Create and delete projects.");
    public static Permission RolesManage { get; } = new("roles:manage", Role.Admin, "Give and take roles.");
    public static Permission PrincipalsRead { get; } = new("principals:read", Role.Operator, "See people and service accounts.");
    public static Permission PrincipalsManage { get; } = new("principals:manage", Role.Admin, "Add, disable and remove people and service accounts, and manage their keys.");
    public static Permission SecretsManage { get; } = new("secrets:manage", Role.Operator, "Set and remove the secrets that jobs of a project get by name.");
    public static Permission MasterKeyRotate { get; } = new("master-key:rotate", Role.Admin, "Seal all secrets anew under another master key.");
    public static Permission JournalRead { get; } = new("journal:read", Role.Viewer, "Read what happened.");
    public static Permission JournalVerify { get; } = new("journal:verify", Role.Operator, "Recompute the whole chain of the Journal.");
    public static Permission SystemRead { get; } = new("system:read", Role.Viewer, "See the server's state and metrics.");

    public static IReadOnlyList<Permission> All { get; } =
        [ProjectsRead, ProjectsManage, RolesManage, PrincipalsRead, PrincipalsManage, SecretsManage, MasterKeyRotate, JournalRead, JournalVerify, SystemRead];
}
