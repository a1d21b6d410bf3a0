using System.Collections.Concurrent;

namespace Athanor.Objects;

/// <summary>Buckets that were used lately, with their rules. Names without a bucket are not kept, or guessing would fill the memory.</summary>
internal sealed class KnownBuckets(TimeProvider clock)
{
    private const int MaximumRemembered = 16_384;

    /// <summary>How long a change by another server that shares the database may go unnoticed.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(1);

    private ConcurrentDictionary<string, Entry> _buckets = new(StringComparer.Ordinal);

    public async ValueTask<KnownBucket?> FindAsync(string name, Func<Task<KnownBucket?>> load)
    {
        // Taken before reading: what is read before a change is put where nobody looks after it.
        var buckets = Volatile.Read(ref _buckets);
        var now = clock.GetTimestamp();
        if (buckets.TryGetValue(name, out var entry) && clock.GetElapsedTime(entry.ReadAt, now) < Lifetime) return entry.Bucket;

        if (await load() is not { } found) return null;
        if (buckets.Count >= MaximumRemembered) buckets.Clear();
        buckets[name] = new(found, now);
        return found;
    }

    public void Forget() => Volatile.Write(ref _buckets, new(StringComparer.Ordinal));

    private sealed record Entry(KnownBucket Bucket, long ReadAt);
}
