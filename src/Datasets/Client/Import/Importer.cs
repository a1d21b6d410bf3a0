using Athanor.Datasets.Client.Cache;
using Athanor.Datasets.Client.Sources;
using Athanor.Foundation.Problems;
using Athanor.Objects.Client;

namespace Athanor.Datasets.Client.Import;

/// <summary>
/// Brings a branch to what a source holds. Nothing is read that looks as it did when it was read last, and nothing is sent that the
/// branch holds. It may be killed at any time: what the server acknowledged stays, and the next one goes on from there.
/// </summary>
public sealed class Importer(IBranch branch, CacheFolder caches, ITransferWatch watch, TimeProvider clock)
{
    public Task<ImportReport> FromFolderAsync(string folder, CacheKey key, ImportWish wish, CancellationToken cancellation) =>
        RunAsync(new FolderSource(folder, ListedFile.LongestPath - branch.Prefix.Length), key, wish, cancellation);

    /// <summary>From a prefix of a bucket, which is nothing or ends in a slash.</summary>
    public Task<ImportReport> FromBucketAsync(RemoteBuckets remote, string bucket, string prefix, CacheKey key, ImportWish wish, CancellationToken cancellation) =>
        RunAsync(new BucketSource(remote, bucket, prefix, ListedFile.LongestPath - branch.Prefix.Length), key, wish, cancellation);

    internal async Task<ImportReport> RunAsync(ISource source, CacheKey key, ImportWish wish, CancellationToken cancellation)
    {
        watch.Say("listing");
        var listedAt = clock.GetUtcNow();
        var loading = Task.Run(() => ImportCache.Load(caches, key), cancellation);
        var finding = branch.FindAsync(cancellation);
        var listing = await source.ListAsync(cancellation);
        if (listing.Findings.Refused is { Count: > 0 } refused) throw new ProblemException(ImportProblems.RefusedNames(refused.Count, refused.First));

        var (cache, start) = (await loading, await finding);
        var plan = await CompareAsync(listing, cache, start, wish.RemovesOthers, cancellation);
        var versions = new VersionChain(start);
        using (var log = plan.Files.Count > 0 ? cache.OpenLog() : null)
        {
            watch.Begin(plan.Files.Sum(file => file.File.Stamp.Size));
            if (log is not null) await new Upload(source, branch, versions, log, watch, listedAt, new(clock)).RunAsync(plan.Files, cancellation);
        }
        var removed = await RemoveAsync(plan.Others, versions, cancellation);

        var commit = wish.Message is { } message && !plan.IsIncomplete ? await branch.CommitAsync(message, cancellation) : null;
        var end = await FindEndAsync(versions, commit is not null, cancellation);
        var hasOthers = plan.HasOthers && !wish.RemovesOthers;
        SaveIfChanged(cache, new(source, listing, plan, listedAt), end is { } mark ? new CacheState(mark, hasOthers) : null);
        return Report(listing, plan, removed, hasOthers) with { Commit = commit };
    }

    // A commit changes no file, and the version by one.
    private async Task<BranchMark?> FindEndAsync(VersionChain versions, bool isCommitted, CancellationToken cancellation)
    {
        if (versions.End() is not { } end || !isCommitted) return versions.End();
        var committed = end with { Version = end.Version + 1 };
        return await branch.FindAsync(cancellation) == committed ? committed : null;
    }

    // At the version that the cache was written at, the branch holds what the cache names. Only what else it holds is not known then.
    private async Task<ImportPlan> CompareAsync(Listing listing, ImportCache cache, BranchMark start, bool removesOthers, CancellationToken cancellation)
    {
        var plan = new ImportPlan(listing, cache.Entries, removesOthers);
        if (cache.State is { } state && state.Branch == start && !(removesOthers && state.HasOthers))
        {
            plan.TakeCached();
            plan.HasOthers |= state.HasOthers;
        }
        else
        {
            watch.Say("comparing");
            await using var manifest = await branch.OpenManifestAsync(cancellation);
            await Manifest.ReadAsync(manifest, branch.Prefix, plan.TakeRemote, cancellation);
        }
        plan.EndRemote();
        return plan;
    }

    private async Task<long> RemoveAsync(List<string> paths, VersionChain versions, CancellationToken cancellation)
    {
        foreach (var chunk in paths.Chunk(IBranch.MostRemoved)) versions.Add(await branch.RemoveAsync(chunk, cancellation));
        return paths.Count;
    }

    private void SaveIfChanged(ImportCache cache, ImportOutcome outcome, CacheState? state)
    {
        if (state != cache.State || outcome.HasNews(cache)) cache.Save(caches, state, outcome.Entries());
    }

    private static ImportReport Report(Listing listing, ImportPlan plan, long removed, bool hasOthers)
    {
        var sent = plan.Files.Where(file => file.State == PlannedState.Sent).ToList();
        var changing = plan.Files.Where(file => file.State == PlannedState.Changing).Select(file => file.File.Path).ToList();
        return new(
            listing.Files.Length, listing.Bytes, sent.Count, sent.Sum(file => file.Stamp.Size), removed, hasOthers, plan.Files.Count(file => file.State == PlannedState.Vanished),
            Of(listing.Findings.Skipped), Of(listing.Findings.Collisions), new(changing.Count, changing));
    }

    private static Noted Of(FindingList list) => new(list.Count, list.First);
}
