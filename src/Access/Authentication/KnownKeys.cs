using System.Collections.Concurrent;
using Athanor.Access.Authorization;
using Athanor.Access.Secrets;
using Athanor.Access.Workloads;
using Athanor.Foundation.Databases;

namespace Athanor.Access.Authentication;

/// <summary>
/// Keys that were used lately, with their roles. A change anywhere drops them all: at once on this server, within a second on
/// others that share the database. Unknown identifiers are not kept, or guessing would fill the memory.
/// </summary>
public sealed class KnownKeys
{
    private readonly IDatabase _database;
    private readonly MasterKeyRing _masterKeys;
    private readonly WorkloadKeys _workloads;
    private ConcurrentDictionary<string, KnownKey> _keys = new(StringComparer.Ordinal);
    private long _version;

    internal KnownKeys(IDatabase database, MasterKeyRing masterKeys, WorkloadKeys workloads) => (_database, _masterKeys, _workloads) = (database, masterKeys, workloads);

    public async ValueTask<KnownKey?> FindAsync(string id, CancellationToken cancellation)
    {
        if (!KeyText.CanBeId(id)) return null;
        if (WorkloadKeys.CanBeOne(id)) return await _workloads.FindAsync(id, cancellation);

        // Taken before reading: what is read before a change is put where nobody looks after it.
        var keys = Volatile.Read(ref _keys);
        if (keys.TryGetValue(id, out var known)) return known;

        var found = await _database.ReadAsync(session => Load(session, id), cancellation);
        if (found is not null) keys[id] = found;
        return found;
    }

    /// <summary>The key as the database has it at this moment, for whoever asks so seldom that it may cost a question.</summary>
    public async ValueTask<KnownKey?> FindCurrentAsync(string id, CancellationToken cancellation)
    {
        await ForgetIfChangedAsync(cancellation);
        return await FindAsync(id, cancellation);
    }

    internal void Forget() => Volatile.Write(ref _keys, new(StringComparer.Ordinal));

    internal async Task ForgetIfChangedAsync(CancellationToken cancellation)
    {
        var version = await _database.ReadAsync(AccessDatabase.Version, cancellation);
        if (Interlocked.Exchange(ref _version, version) != version) Forget();
    }

    private KnownKey? Load(ReadSession session, string id)
    {
        if (AccessDatabase.FindKey(session, id) is not { } key || AccessDatabase.FindPrincipal(session, key.Principal) is not { } principal) return null;

        var roles = new Dictionary<string, Role>(StringComparer.Ordinal);
        foreach (var grant in principal.Grants)
            if (RoleNames.TryParse(grant.Role, out var role)) roles[grant.Project ?? ""] = role;

        var secret = _masterKeys.Open(AccessKeys.PurposeOf(id), AccessDatabase.FindSecret(session, id));
        return new(key, secret, principal.IsDisabled, new(principal.Name, principal.Kind, id, roles));
    }
}
