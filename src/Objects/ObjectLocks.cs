using System.Text.Json.Nodes;
using Athanor.Foundation.Databases;
using Athanor.Objects.Model;
using Athanor.Objects.Versions;
using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Documents;

namespace Athanor.Objects;

/// <summary>Changes the locks of versions that are there. A lock is part of the version's row, so it is seen by whoever would remove that.</summary>
internal sealed class ObjectLocks(IDatabase database, TimeProvider clock)
{
    public Task<LockOutcome> SetRetentionAsync(string actor, Bucket bucket, string key, string? version, Retention asked, bool bypassesGovernance, CancellationToken cancellation) => ChangeAsync(
        actor,
        "object.retention-set",
        bucket,
        key,
        version,
        present => LockRules.MayRetain(present, asked, clock.GetUtcNow(), bypassesGovernance) ? (present ?? new()) with { Mode = asked.Mode, RetainUntil = asked.Until } : null,
        cancellation);

    public Task<LockOutcome> SetLegalHoldAsync(string actor, Bucket bucket, string key, string? version, bool isHeld, CancellationToken cancellation) =>
        ChangeAsync(actor, "object.legal-hold-set", bucket, key, version, present => (present ?? new()) with { IsHeld = isHeld }, cancellation);

    private Task<LockOutcome> ChangeAsync(string actor, string verb, Bucket bucket, string key, string? version, Func<ObjectLock?, ObjectLock?> change, CancellationToken cancellation) => database.WriteAsync(
        session =>
        {
            var found = version is null ? ObjectsDatabase.FindLatest(session, bucket.Id, key) : ObjectsDatabase.FindVersion(session, bucket.Id, key, version);
            if (found is null) return LockOutcome.NoSuchVersion;
            if (found.IsMarker) return LockOutcome.IsMarker;
            if (change(found.Headers.Lock) is not { } changed) return LockOutcome.Refused;

            ObjectsDatabase.ReplaceHeaders(session, bucket.Id, found with { Headers = found.Headers with { Lock = changed } });
            var fact = ObjectStore.FactOf(actor, verb, bucket, key, found.Version);
            Describe(fact.Details, changed);
            session.Record(fact);
            return LockOutcome.Changed;
        },
        cancellation);

    private static void Describe(JsonObject details, ObjectLock changed)
    {
        details["mode"] = changed.Mode is { } mode ? RetentionModes.NameOf(mode) : null;
        details["retainUntil"] = changed.RetainUntil is { } until ? Iso8601.Format(until) : null;
        details["isHeld"] = changed.IsHeld;
    }
}
