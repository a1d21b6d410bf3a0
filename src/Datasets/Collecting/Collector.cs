using Athanor.Datasets.Importing;
using Athanor.Datasets.Model;
using Athanor.Datasets.Trees;
using Athanor.Datasets.Versions;
using Athanor.Foundation.Databases;
using Athanor.Objects;
using Athanor.Objects.Keyspaces;
using Athanor.Objects.Model;

namespace Athanor.Datasets.Collecting;

/// <summary>
/// Gives back what no kept version of a dataset names. It marks and then sweeps, a little at a time, while everybody goes on working:
///
/// (1) In one transaction it begins a new epoch, removes the commits that are no longer kept, and notes where everything else starts from:
///     the trees of the other commits and of the branches. Nobody can build on anything but those from then on.
/// (2) It marks what they reach. Trees never change, so it may take its time over many snapshots.
/// (3) It sweeps what is of an earlier epoch and unmarked. Whatever is written since (1) is of the new epoch, also where the same node was
///     there before; and whatever it takes over from earlier is marked.
///
/// A crash anywhere leaves things that the next collection finds.
/// </summary>
public sealed class Collector : IDisposable
{
    private const int SweptAtOnce = 500;
    private static readonly TimeSpan LongestCheck = TimeSpan.FromHours(24);

    private readonly IDatabase _database;
    private readonly ObjectStore _objects;
    private readonly NodeCache _cache;
    private readonly DatasetsOptions _options;
    private readonly DatasetsMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly Repacking _repacking;
    private readonly SemaphoreSlim _one = new(1);

    internal Collector(IDatabase database, ObjectStore objects, NodeCache cache, DatasetsOptions options, DatasetsMetrics metrics, TimeProvider clock) =>
        (_database, _objects, _cache, _options, _metrics, _clock, _repacking) = (database, objects, cache, options, metrics, clock, new(database, objects, clock));

    /// <summary>An object is packed anew for no fewer bytes than these.</summary>
    internal long SmallestGain { get; init; } = 64 << 10;

    public async Task<CollectionReport> CollectAsync(string actor, Dataset dataset, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            var since = KeptSince(dataset);
            var (current, roots, expired) = await _database.WriteAsync(session => Begin(session, dataset, since), cancellation);
            var marks = await MarkAsync(current, roots, cancellation);
            var nodes = await SweepNodesAsync(current, marks, isDry: false, cancellation);
            var report = await SweepContentAsync(current, marks, isDry: false, cancellation) with { Commits = expired, Nodes = nodes, KeptCommits = roots.Commits.Count };
            _objects.ReclaimSpace();
            if (expired + nodes + report.Objects + report.Repacked > 0) await _database.WriteAsync(session => session.Record(FactOf(actor, current, report)), cancellation);
            _metrics.Collected(current, report);
            return report;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>What a collection would free now.</summary>
    public async Task<CollectionReport> PreviewAsync(Dataset dataset, CancellationToken cancellation)
    {
        var since = KeptSince(dataset);
        var (current, roots, expired) = await _database.ReadAsync(
            session => KeptCommits.Find(session, dataset, since) is var (kept, expired) ? (DatasetRefs.Current(session, dataset), Roots.Read(session, dataset, kept), expired.Count) : default, cancellation);

        // The next epoch: all that is there now may be looked at.
        var next = current with { Epoch = current.Epoch + 1 };
        var marks = await MarkAsync(next, roots, cancellation);
        var nodes = await SweepNodesAsync(next, marks, isDry: true, cancellation);
        return await SweepContentAsync(next, marks, isDry: true, cancellation) with { Commits = expired, Nodes = nodes, KeptCommits = roots.Commits.Count };
    }

    public void Dispose() => _one.Dispose();

    // A commit that is being checked is on no branch yet.
    private DateTimeOffset KeptSince(Dataset dataset)
    {
        var kept = TimeSpan.FromDays(dataset.KeptDays ?? _options.KeptDays);
        return _clock.GetUtcNow() - (kept > LongestCheck ? kept : LongestCheck);
    }

    private static (Dataset Dataset, Roots Roots, int Expired) Begin(WriteSession session, Dataset dataset, DateTimeOffset keptSince)
    {
        var (kept, expired) = KeptCommits.Find(session, dataset, keptSince);
        foreach (var commit in expired) DatasetsDatabase.RemoveCommit(session, dataset.Id, commit.Id);
        DatasetsDatabase.BeginEpoch(session, dataset.Id);
        return (DatasetRefs.Current(session, dataset), Roots.Read(session, dataset, kept), expired.Count);
    }

    private async Task<Marks> MarkAsync(Dataset dataset, Roots roots, CancellationToken cancellation)
    {
        var marks = new Marks();
        foreach (var entry in roots.Waiting) marks.Add(entry);
        foreach (var root in roots.Commits.Select(commit => commit.Root).Concat(roots.Branches))
            await _database.ReadAsync(
                session =>
                {
                    marks.Add(new StoredNodes(session, dataset, _cache), root);
                    return true;
                },
                cancellation);
        await FollowMovesAsync(dataset, marks, cancellation);
        return marks;
    }

    // A file that lies elsewhere than its tree says reaches both places; a row that says so for a file that nothing reaches is of no use any more.
    private async Task FollowMovesAsync(Dataset dataset, Marks marks, CancellationToken cancellation)
    {
        for (var after = new ContentPlace("", 0); ;)
        {
            var start = after;
            var page = await _database.ReadAsync(session => MovesDatabase.List(session, dataset.Id, start, SweptAtOnce), cancellation);
            foreach (var move in page)
                if (marks.SizeOf(move.From) is { } size) marks.Add(move.To, size);
            if (page.Count < SweptAtOnce) return;
            after = page[^1].From;
        }
    }

    private async Task SweepMovesAsync(Dataset dataset, Marks marks, CancellationToken cancellation)
    {
        for (var after = new ContentPlace("", 0); ;)
        {
            var start = after;
            var page = await _database.ReadAsync(session => MovesDatabase.List(session, dataset.Id, start, SweptAtOnce), cancellation);
            var useless = page.FindAll(move => marks.SizeOf(move.From) is null);
            if (useless.Count > 0)
                await _database.WriteAsync(
                    session =>
                    {
                        foreach (var move in useless) MovesDatabase.Remove(session, dataset.Id, move.From);
                    },
                    cancellation);
            if (page.Count < SweptAtOnce) return;
            after = page[^1].From;
        }
    }

    private async Task<long> SweepNodesAsync(Dataset dataset, Marks marks, bool isDry, CancellationToken cancellation)
    {
        var swept = 0L;
        for (byte[] after = []; ;)
        {
            var page = await _database.ReadAsync(session => TreesDatabase.ListNodes(session, dataset.Id, after, dataset.Epoch, SweptAtOnce), cancellation);
            var unmarked = page.FindAll(node => !marks.Contains(node.Hash));
            if (!isDry && unmarked.Count > 0) swept += await _database.WriteAsync(session => unmarked.Count(node => TreesDatabase.RemoveNode(session, dataset.Id, node.Hash, dataset.Epoch)), cancellation);
            else swept += unmarked.Count;
            if (page.Count < SweptAtOnce) return swept;
            after = page[^1].Hash.ToArray();
        }
    }

    private async Task<CollectionReport> SweepContentAsync(Dataset dataset, Marks marks, bool isDry, CancellationToken cancellation)
    {
        var report = new CollectionReport(0, 0, 0, 0, 0, 0, 0);
        var end = ContentKey.Before(dataset.Epoch);
        if (!isDry) await SweepMovesAsync(dataset, marks, cancellation);
        for (var after = ""; ;)
        {
            var page = await _database.ReadAsync(session => KeyspaceContent.FindBucket(session, dataset.Name) is { } bucket ? KeyspaceContent.List(session, bucket, after, SweptAtOnce) : [], cancellation);
            List<StoredObject> earlier = [.. page.TakeWhile(content => string.CompareOrdinal(content.Key, end) < 0)];
            List<StoredObject> unmarked = [.. earlier.Where(content => !marks.Contains(content.Key))];
            if (!isDry && unmarked.Count > 0) await _database.WriteAsync(session => Remove(session, dataset, unmarked), cancellation);
            report = report with { Objects = report.Objects + unmarked.Count, Bytes = report.Bytes + unmarked.Sum(content => content.Size) };
            foreach (var content in earlier.Where(content => marks.Contains(content.Key))) report = await ShrinkAsync(report, dataset, content, marks, isDry, cancellation);
            if (earlier.Count < SweptAtOnce) return report;
            after = earlier[^1].Key;
        }
    }

    private async Task<CollectionReport> ShrinkAsync(CollectionReport report, Dataset dataset, StoredObject content, Marks marks, bool isDry, CancellationToken cancellation)
    {
        var reached = marks.ReachedBytesOf(content.Key);
        if (!Repacking.IsWorthIt(content, reached, SmallestGain)) return report with { HeldBytes = report.HeldBytes + PackedBytes.Read(content) - reached };
        if (!isDry) await _repacking.RunAsync(dataset, content, marks, cancellation);
        return report with { Repacked = report.Repacked + 1, Bytes = report.Bytes + content.Size - reached };
    }

    private static void Remove(WriteSession session, Dataset dataset, IEnumerable<StoredObject> contents)
    {
        if (KeyspaceContent.FindBucket(session, dataset.Name) is not { } bucket) return;
        foreach (var content in contents) KeyspaceContent.Remove(session, bucket, content.Key);
    }

    private static Foundation.Journal.Fact FactOf(string actor, Dataset dataset, CollectionReport report)
    {
        var fact = DatasetDirectory.FactOf(actor, "dataset.collected", dataset);
        (fact.Details["commits"], fact.Details["nodes"], fact.Details["objects"], fact.Details["repacked"], fact.Details["bytes"]) = (report.Commits, report.Nodes, report.Objects, report.Repacked, report.Bytes);
        return fact;
    }
}
