using System.Text.Json.Nodes;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Journal;
using Athanor.Foundation.Problems;
using Athanor.Objects.Model;

namespace Athanor.Objects.Usage;

/// <summary>
/// Limits on what buckets and projects hold, asked in the transaction of each change: two writers at once cannot both take the last
/// byte. What makes nothing grow is always allowed, so that whoever is beyond a limit can get below it.
/// </summary>
public sealed class Quotas
{
    private readonly IDatabase _database;

    internal Quotas(IDatabase database) => _database = database;

    public Task<Quota> FindAsync(Bucket bucket, CancellationToken cancellation) => FindAsync(QuotaHolder.Of(bucket), cancellation);

    public Task<Quota> FindAsync(string project, CancellationToken cancellation) => FindAsync(QuotaHolder.OfProject(project), cancellation);

    public Task SetAsync(string actor, Bucket bucket, Quota quota, CancellationToken cancellation) => SetAsync(actor, QuotaHolder.Of(bucket), bucket.Project, quota, cancellation);

    public Task SetAsync(string actor, string project, Quota quota, CancellationToken cancellation) => SetAsync(actor, QuotaHolder.OfProject(project), project, quota, cancellation);

    /// <summary>What the buckets of each of these projects hold.</summary>
    public Task<List<ProjectUsage>> ReportAsync(IReadOnlyCollection<string> projects, CancellationToken cancellation) => _database.ReadAsync(
        session => projects.Select(QuotaHolder.OfProject).Select(holder => Report(holder, UsageDatabase.HeldBy(session, holder), UsageDatabase.FindQuota(session, holder))).ToList(), cancellation);

    /// <summary>Applies a change to a bucket; where it grows beyond a quota, the exception undoes the change.</summary>
    internal static void Within(WriteSession session, Bucket bucket, Action change)
    {
        var quotas = UsageDatabase.QuotasOn(session, bucket);
        var before = quotas.ConvertAll(limit => UsageDatabase.HeldBy(session, limit.Holder));
        change();
        for (var index = 0; index < quotas.Count; index++)
        {
            var (holder, quota) = quotas[index];
            var after = UsageDatabase.HeldBy(session, holder);
            if (after.Bytes > before[index].Bytes && after.Bytes > quota.MaximumBytes) throw new ProblemException(ObjectsProblems.QuotaExceeded(holder.Subject, quota.MaximumBytes.Value, "bytes"));
            if (after.Objects > before[index].Objects && after.Objects > quota.MaximumObjects) throw new ProblemException(ObjectsProblems.QuotaExceeded(holder.Subject, quota.MaximumObjects.Value, "objects"));
        }
    }

    /// <summary>Refuses what cannot fit before it is sent; an object that replaces another may still fit, so only a quota smaller than the content is asked.</summary>
    internal static void RequireRoom(ReadSession session, Bucket bucket, long length)
    {
        foreach (var (holder, quota) in UsageDatabase.QuotasOn(session, bucket))
            if (length > quota.MaximumBytes) throw new ProblemException(ObjectsProblems.QuotaExceeded(holder.Subject, quota.MaximumBytes.Value, "bytes"));
    }

    private static ProjectUsage Report(QuotaHolder holder, HeldUsage held, Quota quota) => new(holder.Name, held.Objects, held.Bytes, quota);

    private Task<Quota> FindAsync(QuotaHolder holder, CancellationToken cancellation) => _database.ReadAsync(session => UsageDatabase.FindQuota(session, holder), cancellation);

    private Task SetAsync(string actor, QuotaHolder holder, string project, Quota quota, CancellationToken cancellation) => _database.WriteAsync(
        session =>
        {
            if (UsageDatabase.FindQuota(session, holder) == quota) return;
            UsageDatabase.SetQuota(session, holder, quota);
            var details = new JsonObject();
            if (quota.MaximumBytes is { } bytes) details["maximumBytes"] = bytes;
            if (quota.MaximumObjects is { } objects) details["maximumObjects"] = objects;
            session.Record(new Fact(actor, quota.IsNone ? $"{holder.Scope}.quota-removed" : $"{holder.Scope}.quota-set", holder.Subject) { Project = project, Details = details });
        },
        cancellation);
}
