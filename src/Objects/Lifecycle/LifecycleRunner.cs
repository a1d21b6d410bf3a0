using System.Text;
using System.Text.Json.Nodes;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Identifiers;
using Athanor.Objects.Blobs;
using Athanor.Objects.Model;
using Athanor.Objects.Wire.Documents;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Athanor.Objects.Lifecycle;

/// <summary>
/// Does what the rules of buckets say, from time to time and a little at a time: it looks at a page of versions, then changes some in
/// each of a few short transactions. Where it was stands in the metadata, so that a restart goes on from there.
/// </summary>
internal sealed partial class LifecycleRunner(
    IDatabase database, ObjectStore objects, MultipartUploads uploads, BlobRemover remover, ObjectsOptions options, TimeProvider clock, LifecycleMetrics metrics, ILogger<LifecycleRunner> logger) : BackgroundService
{
    private const int ChangedTogether = 50;

    /// <summary>Looks at every bucket that has rules, once.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        foreach (var name in await database.ReadAsync(LifecycleDatabase.BucketsWithRules, cancellation))
        {
            try
            {
                await RunAsync(name, cancellation);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                CouldNotRun(logger, name, failure.Message);
            }
        }
    }

    public async Task<LifecycleCounts> RunAsync(string bucket, CancellationToken cancellation)
    {
        var (key, total) = await database.ReadAsync(
            session => ObjectsDatabase.FindBucket(session, bucket) is { } found ? LifecycleDatabase.FindRun(session, found.Id) : null, cancellation) ?? (null, LifecycleCounts.None);
        var position = key is { Length: > 0 } ? ScanPosition.At(key) : null;
        do
        {
            var step = await database.ReadAsync(session => Look(session, bucket, position), cancellation);
            if (step is not var (current, rules, page)) return total;

            // The oldest first: hiding the latest of a key may take the place of an earlier version that is due itself.
            foreach (var some in page.Findings.Reverse().Chunk(ChangedTogether)) total += await DoAsync(current, rules, some, position?.Key ?? "", total, cancellation);
            position = page.Next;
            if (position is { } reached) await database.WriteAsync(session => LifecycleDatabase.SaveRun(session, current.Id, reached.Key, total), cancellation);
        }
        while (position is not null);

        total += await AbortUploadsAsync(bucket, cancellation);
        await FinishAsync(bucket, total, cancellation);
        return total;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.LifecycleInterval == TimeSpan.Zero) return;

        using var timer = new PeriodicTimer(options.LifecycleInterval, clock);
        do
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                CouldNotRun(logger, "all", failure.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private (Bucket Bucket, string Rules, LifecyclePage Page)? Look(ReadSession session, string name, ScanPosition? from)
    {
        if (Find(session, name) is not var (bucket, rules)) return null;
        var scan = new LifecycleScan(bucket, Parse(rules));
        return (bucket, rules, scan.Read(session, from ?? scan.Begin, clock.GetUtcNow()));
    }

    // Rules that were changed or taken away since remove nothing any more: the next page is looked at with those that are there now.
    private async Task<LifecycleCounts> DoAsync(Bucket bucket, string rules, LifecycleFinding[] findings, string from, LifecycleCounts before, CancellationToken cancellation)
    {
        var done = await database.WriteAsync(
            session =>
            {
                if (Find(session, bucket.Name) is not var (current, present) || current.Id != bucket.Id || present != rules) return LifecycleCounts.None;
                var act = new LifecycleAct(session, current, Parse(rules), clock.GetUtcNow(), key => objects.NewMarker(current, key));
                var counts = findings.Aggregate(LifecycleCounts.None, (sum, finding) => sum + act.Do(finding));
                LifecycleDatabase.SaveRun(session, current.Id, from, before + counts);
                return counts;
            },
            cancellation);
        remover.Wake();
        metrics.Count(bucket.Project, done);
        return done;
    }

    private async Task<LifecycleCounts> AbortUploadsAsync(string name, CancellationToken cancellation)
    {
        var total = LifecycleCounts.None;
        (string Key, string Id)? position = null;
        do
        {
            var step = await database.ReadAsync(session => LookForUploads(session, name, position), cancellation);
            if (step is not var (bucket, due, next)) break;
            foreach (var (upload, _, bytes) in due)
            {
                if (!await uploads.AbortAsync(upload, cancellation)) continue;
                total += new LifecycleCounts(0, 0, 1, bytes);
                metrics.Count(bucket.Project, new(0, 0, 1, bytes));
            }
            position = next;
        }
        while (position is not null);
        return total;
    }

    private (Bucket Bucket, List<(MultipartUpload Upload, LifecycleDecision Decision, long Bytes)> Due, (string Key, string Id)? Next)? LookForUploads(
        ReadSession session, string name, (string Key, string Id)? from)
    {
        if (Find(session, name) is not var (bucket, rules)) return null;
        var scan = new LifecycleScan(bucket, Parse(rules));
        var (due, next) = scan.ReadUploads(session, from ?? (scan.Begin.Key, ""), clock.GetUtcNow());
        return (bucket, due, next);
    }

    private Task FinishAsync(string name, LifecycleCounts total, CancellationToken cancellation) => database.WriteAsync(
        session =>
        {
            if (ObjectsDatabase.FindBucket(session, name) is not { } bucket) return;
            LifecycleDatabase.RemoveRun(session, bucket.Id);
            if (total == LifecycleCounts.None) return;
            session.Record(new(LifecycleAct.Actor, "bucket.lifecycle-run", new Subject("bucket", name))
            {
                Project = bucket.Project,
                Parents = [new("project", bucket.Project)],
                Details = new JsonObject { ["hidden"] = total.Hidden, ["removed"] = total.Removed, ["aborted"] = total.Aborted, ["bytes"] = total.Bytes },
            });
        },
        cancellation);

    private static (Bucket Bucket, string Rules)? Find(ReadSession session, string name) =>
        ObjectsDatabase.FindBucket(session, name) is { } bucket && ObjectsDatabase.FindSetting(session, bucket.Id, BucketRules.LifecycleKind) is { } rules ? (bucket, rules) : null;

    private static LifecycleConfiguration Parse(string rules) => LifecycleConfiguration.Read(Encoding.UTF8.GetBytes(rules)).Value;

    [LoggerMessage(LogLevel.Warning, "Lifecycle rules of bucket {Bucket} could not be followed to their end; the next run goes on: {Reason}")]
    private static partial void CouldNotRun(ILogger logger, string bucket, string reason);
}
