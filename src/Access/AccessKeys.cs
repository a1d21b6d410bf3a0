using System.Text.Json.Nodes;
using Athanor.Access.Authentication;
using Athanor.Access.Authorization;
using Athanor.Access.Secrets;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Idempotency;
using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Paging;
using Athanor.Foundation.Problems;

namespace Athanor.Access;

/// <summary>Issues, replaces and revokes access keys, and seals their secrets.</summary>
public sealed class AccessKeys : IDisposable
{
    private const int ResealedAtOnce = 500;

    private readonly IDatabase _database;
    private readonly MasterKeyRing _masterKeys;
    private readonly KnownKeys _knownKeys;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _rotation = new(1);

    internal AccessKeys(IDatabase database, MasterKeyRing masterKeys, KnownKeys knownKeys, TimeProvider clock)
    {
        _database = database;
        _masterKeys = masterKeys;
        _knownKeys = knownKeys;
        _clock = clock;
    }

    public Task<Page<AccessKey>> ListAsync(string? principal, string after, int limit, CancellationToken cancellation) => _database.ReadAsync(
        session => Pages.Cut(AccessDatabase.ListKeys(session, principal, after, limit + 1), limit, key => key.Id), cancellation);

    public Task<AccessKey> GetAsync(string id, CancellationToken cancellation) => _database.ReadAsync(session => Find(session, id), cancellation);

    /// <summary>Anyone may issue keys for themselves; for others it takes <see cref="AccessPermissions.PrincipalsManage"/>.</summary>
    public Task<IssuedKey> IssueAsync(Caller caller, KeyDraft draft, CreationKey? once, CancellationToken cancellation)
    {
        DemandControlOver(caller, draft.Principal);
        Check(draft);
        return ChangeAsync(
            session =>
            {
                var id = CreationKey.Once(session, once, _clock.GetUtcNow(), () => Issue(session, caller.Actor, draft, LatestExpiry(session, caller, _clock.GetUtcNow() + draft.Lifetime)));
                return new IssuedKey(Find(session, id), _masterKeys.Open(PurposeOf(id), AccessDatabase.FindSecret(session, id)));
            },
            cancellation);
    }

    /// <summary>Issues a successor and lets the old key work until the grace is over, so that nothing has to stop meanwhile.</summary>
    public Task<IssuedKey> RotateAsync(Caller caller, string id, TimeSpan grace, CreationKey? once, CancellationToken cancellation) => ChangeAsync(
        session =>
        {
            var old = Find(session, id);
            DemandControlOver(caller, old.Principal);
            if (!old.IsUsableAt(_clock.GetUtcNow())) throw new ProblemException(AccessProblems.KeyEnded(id));
            var successor = CreationKey.Once(session, once, _clock.GetUtcNow(), () =>
            {
                var expiresAt = LatestExpiry(session, caller, old.ExpiresAt);
                AccessDatabase.ExpireKey(session, id, _clock.GetUtcNow() + grace);
                return Issue(session, caller.Actor, new(old.Principal, old.Description, null, old.RequestsPerSecond), expiresAt, parent: id);
            });
            return new IssuedKey(Find(session, successor), _masterKeys.Open(PurposeOf(successor), AccessDatabase.FindSecret(session, successor)));
        },
        cancellation);

    public Task<AccessKey> RevokeAsync(Caller caller, string id, CancellationToken cancellation) => ChangeAsync(
        session =>
        {
            var key = Find(session, id);
            DemandControlOver(caller, key.Principal);
            if (key.RevokedAt is not null) return key;

            AccessDatabase.RevokeKey(session, id, _clock.GetUtcNow());
            session.Record(new(caller.Actor, "key.revoked", SubjectOf(id)));
            return Find(session, id);
        },
        cancellation);

    /// <summary>
    /// Seals every secret under a new master key. Both keys are on disk until the last secret is done, so it may be interrupted
    /// anywhere and run again. Answers how many secrets were sealed anew.
    /// </summary>
    public async Task<int> RotateMasterKeyAsync(Caller caller, CancellationToken cancellation)
    {
        // One at a time: two that began together would each put a key of its own in front, and the one that seals everything would be lost.
        await _rotation.WaitAsync(cancellation);
        try
        {
            return await RotateMasterKeyUnderLockAsync(caller, cancellation);
        }
        finally
        {
            _rotation.Release();
        }
    }

    /// <summary>Makes the first administrator where nobody is known yet. <paramref name="keep"/> must have the key on disk before it is valid.</summary>
    internal Task BootstrapAsync(Action<IssuedKey> keep, CancellationToken cancellation) => _database.WriteAsync(
        session =>
        {
            if (AccessDatabase.HasPrincipals(session)) return false;

            var now = _clock.GetUtcNow();
            const string Name = "admin";
            AccessDatabase.AddPrincipal(session, new(Name, PrincipalKind.Person, false, now, []));
            AccessDatabase.SetGrant(session, Name, "", Role.Admin);
            AccessDatabase.AddProject(session, new(AccessDirectory.DefaultProject, "Where things go that name no project.", now));
            var id = Issue(session, "system", new(Name, "Made at the first start.", null, 0), expiresAt: null);
            session.Record(new("system", "project.created", new("project", AccessDirectory.DefaultProject)) { Project = AccessDirectory.DefaultProject });
            keep(new(Find(session, id), _masterKeys.Open(PurposeOf(id), AccessDatabase.FindSecret(session, id))));
            return true;
        },
        cancellation);

    /// <summary>Refuses to start with a master key that does not open what is stored, rather than failing at each sign-in.</summary>
    internal async Task RefuseWrongMasterKeyAsync(CancellationToken cancellation)
    {
        var inUse = await _database.ReadAsync(AccessDatabase.MasterKeysInUse, cancellation);
        if (inUse.Find(id => _masterKeys.Find(id) is null) is { } unknown) throw new ProblemException(AccessProblems.WrongMasterKey(unknown));
    }

    public void Dispose() => _rotation.Dispose();

    internal static string PurposeOf(string keyId) => $"access-key/{keyId}";

    private static Subject SubjectOf(string id) => new("key", id);

    private static AccessKey Find(ReadSession session, string id) => AccessDatabase.FindKey(session, id) ?? throw new ProblemException(AccessProblems.UnknownKey(id));

    private async Task<int> RotateMasterKeyUnderLockAsync(Caller caller, CancellationToken cancellation)
    {
        if (!_masterKeys.CanRotate && !_masterKeys.IsRotating) throw new ProblemException(AccessProblems.MasterKeyFromSettings);
        if (_masterKeys.CanRotate && !_masterKeys.IsRotating) _masterKeys.BeginRotation();

        var (total, last) = (0, 0);
        do
        {
            last = await _database.WriteAsync(ResealSome, cancellation);
            total += last;
        }
        while (last > 0);

        await ChangeAsync(
            session =>
            {
                session.Record(new(caller.Actor, "master-key.rotated", new("master-key", _masterKeys.Current.Id)) { Details = new JsonObject { ["secrets"] = total } });
                return true;
            },
            cancellation);
        if (_masterKeys.CanRotate) _masterKeys.EndRotation();
        return total;
    }

    private static void DemandControlOver(Caller caller, string principal)
    {
        if (caller.Name != principal) Authorizer.Demand(caller, AccessPermissions.PrincipalsManage, project: null);
    }

    private static void Check(KeyDraft draft)
    {
        AccessDirectory.ValidDescription(draft.Description);
        if (draft.Lifetime <= TimeSpan.Zero) throw new ProblemException(AccessProblems.BadField("lifetime", "It must be longer than nothing."));
        if (draft.RequestsPerSecond is < 0 or > 1_000_000) throw new ProblemException(AccessProblems.BadField("requestsPerSecond", "It lies between 0 (the server's setting) and 1,000,000."));
    }

    // A key that ends cannot make one that outlives it, or a job's key would be a key for ever.
    private static DateTimeOffset? LatestExpiry(ReadSession session, Caller caller, DateTimeOffset? asked)
    {
        var own = caller.KeyId is { } id ? AccessDatabase.FindKey(session, id)?.ExpiresAt : null;
        return own is null || asked < own ? asked : own;
    }

    private string Issue(WriteSession session, string actor, KeyDraft draft, DateTimeOffset? expiresAt, string? parent = null)
    {
        AccessDirectory.FindPrincipal(session, draft.Principal);
        var now = _clock.GetUtcNow();
        var (id, secret) = (KeyText.CreateId(), KeyText.CreateSecret());
        AccessDatabase.AddKey(
            session,
            new(id, draft.Principal, draft.Description, draft.RequestsPerSecond, now, expiresAt, null, null),
            _masterKeys.Current.Seal(PurposeOf(id), secret));
        session.Record(new(actor, "key.issued", SubjectOf(id))
        {
            Parents = parent is null ? [AccessDirectory.SubjectOf(draft.Principal)] : [AccessDirectory.SubjectOf(draft.Principal), SubjectOf(parent)],
            Details = new JsonObject { ["principal"] = draft.Principal },
        });
        return id;
    }

    private int ResealSome(WriteSession session)
    {
        var page = AccessDatabase.SealedUnderOthers(session, _masterKeys.Current.Id, ResealedAtOnce);
        foreach (var (id, secret) in page) AccessDatabase.Reseal(session, id, Reseal(PurposeOf(id), secret));
        var own = AccessDatabase.ServerSecretsUnderOthers(session, _masterKeys.Current.Id, ResealedAtOnce);
        foreach (var (name, secret) in own) AccessDatabase.ResealServerSecret(session, name, Reseal(ServerSecrets.PurposeOf(name), secret));
        var projects = AccessDatabase.ProjectSecretsUnderOthers(session, _masterKeys.Current.Id, ResealedAtOnce);
        foreach (var (project, name, secret) in projects) AccessDatabase.ResealProjectSecret(session, project, name, Reseal(ProjectSecrets.PurposeOf(project, name), secret));
        return page.Count + own.Count + projects.Count;
    }

    private SealedSecret Reseal(string purpose, SealedSecret secret) => _masterKeys.Current.Seal(purpose, _masterKeys.Open(purpose, secret));

    private async Task<T> ChangeAsync<T>(Func<WriteSession, T> change, CancellationToken cancellation)
    {
        var result = await _database.WriteAsync(session => AccessChange.Apply(session, change, _clock), cancellation);
        _knownKeys.Forget();
        return result;
    }
}
