using Athanor.Foundation.Databases;
using Athanor.Foundation.Journal;
using Athanor.Foundation.Paging;
using Athanor.Objects.Blobs;
using Microsoft.Extensions.Logging;

namespace Athanor.Objects.Integrity;

/// <summary>What is known to be damaged, whoever found it. Each finding is told once, by the name of every object that it concerns.</summary>
public sealed partial class DamageRegister
{
    private const string Finder = "system";

    private readonly IDatabase _database;
    private readonly TimeProvider _clock;
    private readonly ILogger<DamageRegister> _logger;

    internal DamageRegister(IDatabase database, TimeProvider clock, ILogger<DamageRegister> logger) => (_database, _clock, _logger) = (database, clock, logger);

    /// <summary>False where nobody owns the blob any more: it was deleted or moved while somebody looked at it, which is no damage.</summary>
    public async Task<bool> ReportAsync(BlobReference blob, string finding, CancellationToken cancellation)
    {
        var (isOwned, told) = await _database.WriteAsync(session => Add(session, blob, finding), cancellation);
        foreach (var name in told) Damaged(_logger, name, blob, finding);
        return isOwned;
    }

    /// <summary>The blob reads as it was written, again or still.</summary>
    public async Task ClearAsync(BlobReference blob, CancellationToken cancellation)
    {
        if (!await _database.ReadAsync(session => IntegrityDatabase.IsDamaged(session, blob), cancellation)) return;
        await _database.WriteAsync(
            session =>
            {
                if (!IntegrityDatabase.RemoveDamage(session, blob)) return;
                foreach (var (bucket, owner) in OwnersOf(session, blob)) session.Record(FactOf("object.repaired", bucket, owner));
            },
            cancellation);
    }

    public Task<Page<DamagedObject>> ListAsync(string after, int limit, CancellationToken cancellation) => _database.ReadAsync(
        session =>
        {
            // A page is of blobs; one that copies share concerns several objects, which stay together.
            var found = IntegrityDatabase.List(session, after, limit);
            return new Page<DamagedObject>(found, found.Select(damaged => damaged.Blob).Distinct().Count() == limit ? found[^1].Blob : null);
        },
        cancellation);

    public Task<long> CountAsync(CancellationToken cancellation) => _database.ReadAsync(IntegrityDatabase.CountDamaged, cancellation);

    private (bool IsOwned, IReadOnlyList<string> Told) Add(WriteSession session, BlobReference blob, string finding)
    {
        var owners = OwnersOf(session, blob);
        if (owners.Count == 0) return (false, []);
        if (!IntegrityDatabase.AddDamage(session, blob, finding, _clock.GetUtcNow())) return (true, []);

        foreach (var (bucket, owner) in owners)
        {
            var fact = FactOf("object.damaged", bucket, owner);
            fact.Details["finding"] = finding;
            session.Record(fact);
        }
        return (true, [.. owners.Select(one => $"{one.Bucket.Name}/{one.Owner.Key} ({one.Owner.Version})")]);
    }

    private static List<(Model.Bucket Bucket, BlobOwner Owner)> OwnersOf(ReadSession session, BlobReference blob)
    {
        var owners = BlobsDatabase.OwnersOf(session, blob);
        if (owners.Count == 0) return [];
        var buckets = ObjectsDatabase.ListBuckets(session, projects: null).ToDictionary(bucket => bucket.Id);
        return owners.ConvertAll(owner => (buckets[owner.Bucket], owner));
    }

    private static Fact FactOf(string verb, Model.Bucket bucket, BlobOwner owner)
    {
        var fact = ObjectStore.FactOf(Finder, verb, bucket, owner.Key, version: null);
        fact.Details["version"] = owner.Version;
        return fact;
    }

    [LoggerMessage(LogLevel.Error, "Object {Name} is damaged: blob {Blob}, {Finding}. Its bytes are not served; restore it from a copy.")]
    private static partial void Damaged(ILogger logger, string name, BlobReference blob, string finding);
}
