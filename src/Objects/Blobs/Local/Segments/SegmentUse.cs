using System.Collections.Concurrent;

namespace Athanor.Objects.Blobs.Local.Segments;

/// <summary>How much of each closed segment is still somebody's, as the last look found it. A deletion makes the next one look again.</summary>
internal sealed class SegmentUse
{
    private readonly ConcurrentDictionary<string, long> _live = new(StringComparer.Ordinal);
    private long _deletions;

    /// <summary>Read before a look, whose finding counts only if nothing was deleted meanwhile.</summary>
    public long Deletions => Interlocked.Read(ref _deletions);

    public long? Find(string segment) => _live.TryGetValue(segment, out var live) ? live : null;

    public void Note(string segment, long live, long deletionsBefore)
    {
        _live[segment] = live;
        if (Deletions != deletionsBefore) _live.TryRemove(segment, out _);
    }

    public void Forget(string segment)
    {
        Interlocked.Increment(ref _deletions);
        _live.TryRemove(segment, out _);
    }
}
