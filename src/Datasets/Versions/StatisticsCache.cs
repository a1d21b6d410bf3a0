using System.Collections.Concurrent;
using Athanor.Datasets.Model;
using Athanor.Datasets.Trees;

namespace Athanor.Datasets.Versions;

/// <summary>Statistics of trees that were asked for lately: a tree never changes, so what was counted once holds.</summary>
internal sealed class StatisticsCache
{
    private const int MaximumRemembered = 256;

    private readonly ConcurrentDictionary<Digest, VersionStatistics> _known = new();

    public VersionStatistics? Find(Digest root) => _known.GetValueOrDefault(root);

    public void Add(Digest root, VersionStatistics statistics)
    {
        if (_known.Count >= MaximumRemembered) _known.Clear();
        _known[root] = statistics;
    }
}
