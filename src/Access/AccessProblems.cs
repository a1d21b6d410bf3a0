using Athanor.Access.Authorization;
using Athanor.Foundation.Problems;

namespace Athanor.Access;

internal static class AccessProblems
{
    public static Problem NotSignedIn => new(
        "access/not-signed-in",
        401,
        "This needs an access key.",
        "Send `Authorization: Bearer <key id>.<secret>`, or Basic with the key id as user. `eval \"$(athanor env)\"` sets both for the administrator of this machine.");

    // One text for unknown, revoked, expired and wrong, so that guessing learns nothing.
    public static Problem BadKey => new(
        "access/bad-key", 401, "The access key is not valid.", "Check key id and secret; it may have expired or been revoked. An administrator can issue another.");

    public static Problem BadCredentials => new(
        "access/bad-credentials", 401, "The Authorization header cannot be read.", "Send `Bearer <key id>.<secret>`, or Basic with the key id as user and the secret as password.");

    public static Problem TooManyFailures(TimeSpan wait) => new(
        "access/too-many-failures", 429, "Too many wrong keys came from this address.", "Wait as long as Retry-After says, then try with a valid key.")
    { RetryAfter = wait };

    public static Problem TooManyRequests(TimeSpan wait) => new(
        "access/too-many-requests", 429, "This key sends more requests per second than it may.", "Wait as long as Retry-After says, or ask for a higher limit on the key.")
    { RetryAfter = wait };

    public static Problem TooManyAnonymousRequests(TimeSpan wait) => new(
        "access/too-many-anonymous-requests", 429, "This address sends more requests per second without a key than it may.", "Wait as long as Retry-After says, or sign the requests.")
    { RetryAfter = wait };

    public static Problem Forbidden(Permission permission, string? project) => new(
        "access/forbidden",
        403,
        $"This needs the permission {permission.Name}{(project is null ? "" : $" in the project '{project}'")}.",
        $"Ask an administrator for the role {RoleNames.NameOf(permission.LeastRole)}{(project is null ? "" : " there")}.");

    public static Problem RouteUndeclared => new(
        "access/undeclared", 403, "This address declares no permission, so nobody may use it.", "This is a fault in Athanor; please report the address.");

    public static Problem ForgedForm => new(
        "access/forged-form", 403, "The form did not come from a page of this session.", "Load the page again and repeat.");

    public static Problem UnknownProject(string name) => new(
        "access/unknown-project", 404, $"There is no project '{name}'.", "`athanor projects ls` lists them.");

    public static Problem UnknownPrincipal(string name) => new(
        "access/unknown-principal", 404, $"There is no person or service account '{name}'.", "`athanor access ls` lists them.");

    public static Problem UnknownKey(string id) => new(
        "access/unknown-key", 404, $"There is no access key '{id}'.", "`athanor keys ls` lists them.");

    public static Problem UnknownSecret(string project, string name) => new(
        "access/unknown-secret", 404, $"The project '{project}' has no secret '{name}'.", "`athanor secrets ls` lists them.");

    public static Problem KeyEnded(string id) => new(
        "access/key-ended", 409, $"The access key '{id}' has expired or was revoked, so it can have no successor.", "Issue a new key instead.");

    public static Problem DamagedSecret(string purpose) => new(
        "access/damaged-secret",
        500,
        $"The sealed secret of {purpose} was changed outside Athanor, or belongs to another.",
        "Bring the row back from a backup, or remove the key's owner and add them again.");

    public static Problem AlreadyThere(string what, string name) => new(
        $"access/{what}-exists", 409, $"The {what} '{name}' is already there.", "Choose another name.");

    public static Problem BadName(string field) => new(
        "access/bad-name", 400, $"'{field}' is missing or not a valid name.", Foundation.Identifiers.ProjectName.Rule);

    public static Problem BadField(string field, string rule) => new(
        "access/bad-field", 400, $"'{field}' is not valid.", rule);

    public static Problem LastAdministrator => new(
        "access/last-administrator", 409, "This would leave the server without an administrator who can sign in.", "Make somebody else an administrator first.");

    public static Problem WrongMasterKey(string id) => new(
        "access/wrong-master-key",
        500,
        $"Secrets in this database are sealed under the master key {id}, which this server does not have.",
        "Put back secrets/master.key from the backup, or set access.master-key (and access.previous-master-key while rotating).");

    public static Problem BadMasterKey(string place) => new(
        "access/bad-master-key", 500, $"The master key in {place} cannot be read.", "It must be 32 bytes in base64, such as `openssl rand -base64 32` prints.");

    public static Problem MasterKeyNotWritten(string file, string reason) => new(
        "access/master-key-not-written", 507, $"The master key could not be written to {file}: {reason} Nothing was changed.", "Make room or give the server the right to write there, and repeat.");

    public static Problem MasterKeyFromSettings => new(
        "access/master-key-from-settings",
        409,
        "The master key comes from the setting access.master-key, so the server cannot replace it.",
        "Restart with the new key in access.master-key and the old one in access.previous-master-key, then run this again to seal everything under the new one.");
}
