using System.Text.Json.Nodes;
using Athanor.Access.Authorization;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Journal;
using Athanor.Foundation.Paging;
using Athanor.Objects.Model;
using Athanor.Objects.Usage;
using Athanor.Objects.Wire.Documents;

namespace Athanor.Objects;

/// <summary>Buckets and their settings. Each belongs to a project, whose roles decide who may use it.</summary>
public sealed class BucketDirectory(IDatabase database, TimeProvider clock)
{
    private readonly KnownBuckets _known = new(clock);

    public Task<Bucket?> FindAsync(string name, CancellationToken cancellation) => database.ReadAsync(session => ObjectsDatabase.FindBucket(session, name), cancellation);

    /// <summary>The bucket and who may use it how: read once, forgotten with every change by this server and within a second with any other.</summary>
    internal ValueTask<KnownBucket?> FindKnownAsync(string name, CancellationToken cancellation) =>
        _known.FindAsync(name, () => database.ReadAsync(session => ObjectsDatabase.FindBucket(session, name) is { } bucket ? KnownBucket.Load(session, bucket) : null, cancellation));

    public Task<Page<Bucket>> ListAsync(Caller caller, string prefix, string after, int limit, CancellationToken cancellation)
    {
        var projects = Authorizer.ProjectsAllowing(caller, ObjectsPermissions.Read);
        return database.ReadAsync(session => Pages.Cut(ObjectsDatabase.ListBuckets(session, projects, prefix, after, limit + 1), limit, bucket => bucket.Name), cancellation);
    }

    /// <summary>Answers the bucket that is there after all, and whether it was made now.</summary>
    public Task<(Bucket Bucket, bool IsNew)> CreateAsync(string actor, string name, string project, CancellationToken cancellation) =>
        CreateAsync(actor, name, project, BucketRules.OfNewBucket, hasObjectLock: false, cancellation);

    internal Task<(Bucket Bucket, bool IsNew)> CreateAsync(string actor, string name, string project, IReadOnlyDictionary<string, string> settings, bool hasObjectLock, CancellationToken cancellation) => ChangeAsync(
        session =>
        {
            if (ObjectsDatabase.FindBucket(session, name) is { } present) return (present, false);
            ObjectsDatabase.AddBucket(session, name, project, clock.GetUtcNow());
            var bucket = ObjectsDatabase.FindBucket(session, name)!;
            foreach (var (kind, value) in settings) ObjectsDatabase.SetSetting(session, bucket.Id, kind, value);
            if (hasObjectLock)
            {
                ObjectsDatabase.SetVersioning(session, bucket.Id, Versioning.Enabled);
                ObjectsDatabase.SetLock(session, bucket.Id, new(null, null, null));
                bucket = ObjectsDatabase.FindBucket(session, name)!;
            }
            session.Record(FactOf(actor, "bucket.created", name, project));
            return (bucket, true);
        },
        cancellation);

    /// <summary>False where it still holds objects, versions or uploads.</summary>
    public Task<bool> DeleteAsync(string actor, Bucket bucket, CancellationToken cancellation) => ChangeAsync(
        session =>
        {
            if (ObjectsDatabase.HoldsAnything(session, bucket.Id)) return false;
            ObjectsDatabase.RemoveBucket(session, bucket);
            session.Record(FactOf(actor, "bucket.deleted", bucket.Name, bucket.Project));
            return true;
        },
        cancellation);

    /// <summary>False where versions can be locked, so that they must go on being kept.</summary>
    public Task<bool> SetVersioningAsync(string actor, Bucket bucket, Versioning versioning, CancellationToken cancellation) => ChangeAsync(
        session =>
        {
            if (versioning != Versioning.Enabled && ObjectsDatabase.FindBucket(session, bucket.Name) is { HasObjectLock: true }) return false;
            ObjectsDatabase.SetVersioning(session, bucket.Id, versioning);
            session.Record(FactOf(actor, "bucket.versioning-set", bucket.Name, bucket.Project) with { Details = new JsonObject { ["versioning"] = versioning.ToString() } });
            return true;
        },
        cancellation);

    /// <summary>False where the bucket does not keep versions, which a lock takes. Once it has object lock, a bucket always has.</summary>
    internal Task<bool> SetLockAsync(string actor, Bucket bucket, ObjectLockConfiguration configuration, CancellationToken cancellation) => ChangeAsync(
        session =>
        {
            if (ObjectsDatabase.FindBucket(session, bucket.Name) is not { Versioning: Versioning.Enabled } current) return false;
            ObjectsDatabase.SetLock(session, current.Id, configuration);
            session.Record(FactOf(actor, "bucket.object-lock-set", bucket.Name, bucket.Project) with { Details = new JsonObject { ["default"] = configuration.ToRow() } });
            return true;
        },
        cancellation);

    public Task SetEncryptedAsync(string actor, Bucket bucket, bool isEncrypted, CancellationToken cancellation) => ChangeAsync(
        session =>
        {
            ObjectsDatabase.SetEncrypted(session, bucket.Id, isEncrypted);
            session.Record(FactOf(actor, isEncrypted ? "bucket.encryption-set" : "bucket.encryption-removed", bucket.Name, bucket.Project));
            return true;
        },
        cancellation);

    public Task<string?> FindSettingAsync(Bucket bucket, string kind, CancellationToken cancellation) =>
        database.ReadAsync(session => ObjectsDatabase.FindSetting(session, bucket.Id, kind), cancellation);

    public Task SetSettingAsync(string actor, Bucket bucket, string kind, string value, CancellationToken cancellation) => ChangeAsync(
        session =>
        {
            ObjectsDatabase.SetSetting(session, bucket.Id, kind, value);
            session.Record(FactOf(actor, $"bucket.{kind}-set", bucket.Name, bucket.Project));
            return true;
        },
        cancellation);

    public Task RemoveSettingAsync(string actor, Bucket bucket, string kind, CancellationToken cancellation) => ChangeAsync(
        session =>
        {
            if (ObjectsDatabase.RemoveSetting(session, bucket.Id, kind)) session.Record(FactOf(actor, $"bucket.{kind}-removed", bucket.Name, bucket.Project));
            return true;
        },
        cancellation);

    public Task<BucketUsage> UsageAsync(Bucket bucket, CancellationToken cancellation) => database.ReadAsync(session => ObjectsDatabase.Usage(session, bucket.Id), cancellation);

    public Task<Page<BucketReport>> ReportAsync(Caller caller, string after, int limit, CancellationToken cancellation)
    {
        var projects = Authorizer.ProjectsAllowing(caller, ObjectsPermissions.Read);
        return database.ReadAsync(session => Pages.Cut(UsageDatabase.Report(session, projects, after, limit + 1), limit, bucket => bucket.Name), cancellation);
    }

    /// <summary>For changes to buckets that a keyspace makes itself.</summary>
    public void Forget() => _known.Forget();

    // Also after a failure: a commit whose outcome is unknown may have happened.
    private async Task<T> ChangeAsync<T>(Func<WriteSession, T> change, CancellationToken cancellation)
    {
        try
        {
            return await database.WriteAsync(change, cancellation);
        }
        finally
        {
            _known.Forget();
        }
    }

    private static Fact FactOf(string actor, string verb, string bucket, string project) =>
        new(actor, verb, new Subject("bucket", bucket)) { Project = project, Parents = [new("project", project)] };
}
