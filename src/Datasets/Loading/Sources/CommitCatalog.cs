using System.Collections.Concurrent;
using Athanor.Access.Authorization;
using Athanor.Datasets.Trees;
using Athanor.Foundation.Databases;
using Athanor.Objects;

namespace Athanor.Datasets.Loading.Sources;

/// <summary>
/// Opens commits for whoever may read their dataset. All workers of a job open the same one: its list of files is in memory once, for as
/// long as anybody reads it.
/// </summary>
internal sealed class CommitCatalog(IDatabase database, ObjectStore objects, NodeCache cache, DatasetDirectory datasets, DatasetRefs refs) : ISampleCatalog
{
    private readonly ConcurrentDictionary<(long Dataset, string Commit), WeakReference<CommitSamples>> _open = new();

    public async Task<ISampleSource> OpenAsync(Caller caller, string dataset, string? reference, CancellationToken cancellation)
    {
        var found = await datasets.GetAsync(caller, dataset, DatasetsPermissions.Read, cancellation);
        var commit = await refs.GetCommitAsync(found, reference ?? found.DefaultBranch, cancellation);
        if (_open.TryGetValue((found.Id, commit.Id), out var known) && known.TryGetTarget(out var samples)) return samples;

        foreach (var (key, gone) in _open)
            if (!gone.TryGetTarget(out _)) _open.TryRemove(key, out _);
        samples = await CommitSamples.LoadAsync(new(database, objects, cache, found, commit), cancellation);
        _open[(found.Id, commit.Id)] = new(samples);
        return samples;
    }
}
