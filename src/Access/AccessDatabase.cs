using Athanor.Access.Authorization;
using Athanor.Access.Secrets;
using Athanor.Foundation.Databases;

namespace Athanor.Access;

/// <summary>All SQL of this slice, one method per question.</summary>
internal static class AccessDatabase
{
    public static long Version(ReadSession session) => session.Count($"SELECT version FROM access_version");

    public static void MoveVersion(WriteSession session) => session.Execute($"UPDATE access_version SET version = version + 1");

    public static Project? FindProject(ReadSession session, string name) =>
        session.First($"SELECT name, description, created_at FROM projects WHERE name = {name}", ReadProject);

    public static List<Project> ListProjects(ReadSession session, IReadOnlyCollection<string>? visible, string after, int limit)
    {
        Sql sql = $"SELECT name, description, created_at FROM projects WHERE name > {after}";
        if (visible is not null) sql.Append($" AND name IN {visible}");
        sql.Append($" ORDER BY name LIMIT {limit}");
        return session.Query(sql, ReadProject);
    }

    public static void AddProject(WriteSession session, Project project) =>
        session.Execute($"INSERT INTO projects (name, description, created_at) VALUES ({project.Name}, {project.Description}, {project.CreatedAt})");

    public static bool RemoveProject(WriteSession session, string name)
    {
        session.Execute($"DELETE FROM grants WHERE project = {name}");
        session.Execute($"DELETE FROM project_secrets WHERE project = {name}");
        return session.Execute($"DELETE FROM projects WHERE name = {name}") > 0;
    }

    public static Principal? FindPrincipal(ReadSession session, string name) =>
        session.First($"SELECT name, kind, is_disabled, created_at FROM principals WHERE name = {name}", ReadPrincipal) is { } found
            ? found with { Grants = ListGrants(session, name) }
            : null;

    public static List<Principal> ListPrincipals(ReadSession session, string after, int limit) =>
        [.. session.Query($"SELECT name, kind, is_disabled, created_at FROM principals WHERE name > {after} ORDER BY name LIMIT {limit}", ReadPrincipal)
            .Select(principal => principal with { Grants = ListGrants(session, principal.Name) })];

    public static void AddPrincipal(WriteSession session, Principal principal) => session.Execute(
        $"""
        INSERT INTO principals (name, kind, is_disabled, created_at)
        VALUES ({principal.Name}, {(principal.Kind == PrincipalKind.Person ? "person" : "service")}, {principal.IsDisabled}, {principal.CreatedAt})
        """);

    public static bool DisablePrincipal(WriteSession session, string name, bool isDisabled) =>
        session.Execute($"UPDATE principals SET is_disabled = {isDisabled} WHERE name = {name}") > 0;

    public static bool RemovePrincipal(WriteSession session, string name) => session.Execute($"DELETE FROM principals WHERE name = {name}") > 0;

    public static bool HasPrincipals(ReadSession session) => session.Exists($"SELECT 1 FROM principals LIMIT 1");

    /// <summary>Whether anybody is left who may administer the server and has a key to do it with.</summary>
    public static bool HasAdministrator(ReadSession session, DateTimeOffset now) => session.Exists(
        $"""
        SELECT 1 FROM grants
        JOIN principals ON principals.name = grants.principal AND principals.is_disabled = 0
        JOIN access_keys ON access_keys.principal = grants.principal AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > {now})
        WHERE grants.project = '' AND grants.role = 'admin' LIMIT 1
        """);

    public static List<Grant> ListGrants(ReadSession session, string principal) =>
        session.Query($"SELECT principal, project, role FROM grants WHERE principal = {principal} ORDER BY project", ReadGrant);

    public static List<Grant> ListGrantsIn(ReadSession session, string project) =>
        session.Query($"SELECT principal, project, role FROM grants WHERE project = {project} ORDER BY principal", ReadGrant);

    public static void SetGrant(WriteSession session, string principal, string project, Role role) => session.Execute(
        $"""
        INSERT INTO grants (principal, project, role) VALUES ({principal}, {project}, {RoleNames.NameOf(role)})
        ON CONFLICT (principal, project) DO UPDATE SET role = excluded.role
        """);

    public static bool RemoveGrant(WriteSession session, string principal, string project) =>
        session.Execute($"DELETE FROM grants WHERE principal = {principal} AND project = {project}") > 0;

    public static AccessKey? FindKey(ReadSession session, string id) => session.First(
        $"SELECT id, principal, description, requests_per_second, created_at, expires_at, revoked_at, last_used_at FROM access_keys WHERE id = {id}", ReadKey);

    public static List<AccessKey> ListKeys(ReadSession session, string? principal, string after, int limit)
    {
        Sql sql = $"SELECT id, principal, description, requests_per_second, created_at, expires_at, revoked_at, last_used_at FROM access_keys WHERE id > {after}";
        if (principal is not null) sql.Append($" AND principal = {principal}");
        sql.Append($" ORDER BY id LIMIT {limit}");
        return session.Query(sql, ReadKey);
    }

    public static SealedSecret FindSecret(ReadSession session, string keyId) =>
        session.First($"SELECT master_key, sealed_secret FROM access_keys WHERE id = {keyId}", row => new SealedSecret(row.Text(0), row.Blob(1)))!;

    public static void AddKey(WriteSession session, AccessKey key, SealedSecret secret) => session.Execute(
        $"""
        INSERT INTO access_keys (id, principal, description, sealed_secret, master_key, requests_per_second, created_at, expires_at)
        VALUES ({key.Id}, {key.Principal}, {key.Description}, {secret.Bytes}, {secret.MasterKey}, {key.RequestsPerSecond}, {key.CreatedAt}, {key.ExpiresAt})
        """);

    public static void ExpireKey(WriteSession session, string id, DateTimeOffset when) =>
        session.Execute($"UPDATE access_keys SET expires_at = {when} WHERE id = {id} AND (expires_at IS NULL OR expires_at > {when})");

    public static void RevokeKey(WriteSession session, string id, DateTimeOffset now)
    {
        session.Execute($"UPDATE access_keys SET revoked_at = {now} WHERE id = {id} AND revoked_at IS NULL");
        session.Execute($"DELETE FROM console_sessions WHERE key_id = {id}");
    }

    public static void MarkUsed(WriteSession session, string id, DateTimeOffset when) =>
        session.Execute($"UPDATE access_keys SET last_used_at = {when} WHERE id = {id} AND (last_used_at IS NULL OR last_used_at < {when})");

    public static List<string> MasterKeysInUse(ReadSession session) => session.Query(
        $"SELECT master_key FROM access_keys UNION SELECT master_key FROM server_secrets UNION SELECT master_key FROM project_secrets", row => row.Text(0));

    public static List<(string Id, SealedSecret Secret)> SealedUnderOthers(ReadSession session, string masterKey, int limit) => session.Query(
        $"SELECT id, master_key, sealed_secret FROM access_keys WHERE master_key <> {masterKey} ORDER BY id LIMIT {limit}",
        row => (row.Text(0), new SealedSecret(row.Text(1), row.Blob(2))));

    public static void Reseal(WriteSession session, string id, SealedSecret secret) =>
        session.Execute($"UPDATE access_keys SET sealed_secret = {secret.Bytes}, master_key = {secret.MasterKey} WHERE id = {id}");

    public static SealedSecret? FindServerSecret(ReadSession session, string name) =>
        session.First($"SELECT master_key, sealed_secret FROM server_secrets WHERE name = {name}", row => new SealedSecret(row.Text(0), row.Blob(1)));

    public static void AddServerSecret(WriteSession session, string name, SealedSecret secret) =>
        session.Execute($"INSERT INTO server_secrets (name, sealed_secret, master_key) VALUES ({name}, {secret.Bytes}, {secret.MasterKey})");

    public static List<(string Name, SealedSecret Secret)> ServerSecretsUnderOthers(ReadSession session, string masterKey, int limit) => session.Query(
        $"SELECT name, master_key, sealed_secret FROM server_secrets WHERE master_key <> {masterKey} ORDER BY name LIMIT {limit}",
        row => (row.Text(0), new SealedSecret(row.Text(1), row.Blob(2))));

    public static void ResealServerSecret(WriteSession session, string name, SealedSecret secret) =>
        session.Execute($"UPDATE server_secrets SET sealed_secret = {secret.Bytes}, master_key = {secret.MasterKey} WHERE name = {name}");

    public static List<ProjectSecret> ListProjectSecrets(ReadSession session, string project) =>
        session.Query($"SELECT name, set_by, set_at FROM project_secrets WHERE project = {project} ORDER BY name", row => new ProjectSecret(row.Text(0), row.Text(1), row.Time(2)));

    public static SealedSecret? FindProjectSecret(ReadSession session, string project, string name) =>
        session.First($"SELECT master_key, sealed_secret FROM project_secrets WHERE project = {project} AND name = {name}", row => new SealedSecret(row.Text(0), row.Blob(1)));

    public static void SetProjectSecret(WriteSession session, string project, ProjectSecret described, SealedSecret secret) => session.Execute(
        $"""
        INSERT INTO project_secrets (project, name, sealed_secret, master_key, set_by, set_at)
        VALUES ({project}, {described.Name}, {secret.Bytes}, {secret.MasterKey}, {described.SetBy}, {described.SetAt})
        ON CONFLICT (project, name) DO UPDATE SET sealed_secret = excluded.sealed_secret, master_key = excluded.master_key, set_by = excluded.set_by, set_at = excluded.set_at
        """);

    public static bool RemoveProjectSecret(WriteSession session, string project, string name) => session.Execute($"DELETE FROM project_secrets WHERE project = {project} AND name = {name}") > 0;

    public static List<(string Project, string Name, SealedSecret Secret)> ProjectSecretsUnderOthers(ReadSession session, string masterKey, int limit) => session.Query(
        $"SELECT project, name, master_key, sealed_secret FROM project_secrets WHERE master_key <> {masterKey} ORDER BY project, name LIMIT {limit}",
        row => (row.Text(0), row.Text(1), new SealedSecret(row.Text(2), row.Blob(3))));

    public static void ResealProjectSecret(WriteSession session, string project, string name, SealedSecret secret) =>
        session.Execute($"UPDATE project_secrets SET sealed_secret = {secret.Bytes}, master_key = {secret.MasterKey} WHERE project = {project} AND name = {name}");

    public static void AddSession(WriteSession session, byte[] tokenHash, string keyId, DateTimeOffset now, DateTimeOffset expiresAt)
    {
        session.Execute($"DELETE FROM console_sessions WHERE expires_at < {now}");
        session.Execute($"INSERT INTO console_sessions (token_hash, key_id, created_at, expires_at) VALUES ({tokenHash}, {keyId}, {now}, {expiresAt})");
    }

    public static string? FindSession(ReadSession session, byte[] tokenHash, DateTimeOffset now) =>
        session.First($"SELECT key_id FROM console_sessions WHERE token_hash = {tokenHash} AND expires_at > {now}", row => row.Text(0));

    public static void RemoveSession(WriteSession session, byte[] tokenHash) => session.Execute($"DELETE FROM console_sessions WHERE token_hash = {tokenHash}");

    private static Project ReadProject(Row row) => new(row.Text(0), row.Text(1), row.Time(2));

    private static Principal ReadPrincipal(Row row) => new(row.Text(0), row.Text(1) == "person" ? PrincipalKind.Person : PrincipalKind.Service, row.Bool(2), row.Time(3), []);

    private static Grant ReadGrant(Row row) => new(row.Text(0), row.Text(1) is { Length: > 0 } project ? project : null, row.Text(2));

    private static AccessKey ReadKey(Row row) =>
        new(row.Text(0), row.Text(1), row.Text(2), (int)row.Long(3), row.Time(4), row.TimeOrNull(5), row.TimeOrNull(6), row.TimeOrNull(7));
}
