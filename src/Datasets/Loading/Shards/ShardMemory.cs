using Athanor.Datasets.Loading.Reading;

namespace Athanor.Datasets.Loading.Shards;

/// <summary>The shards of a folder in memory, all of which stay until nobody holds any: the folder is the first who does. Any number of threads.</summary>
internal sealed class ShardMemory(MappedShard?[] shards)
{
    private int _holders = 1;

    // Whether the last hand-out had to come from the disk. While none has, asking first would take longer than touching.
    private volatile bool _isCold = true;

    public bool IsMapped(int shard) => shards[shard] is not null;

    public void Hold()
    {
        var holders = Volatile.Read(ref _holders);
        for (int seen; ; holders = seen)
        {
            ObjectDisposedException.ThrowIf(holders == 0, typeof(ShardFolder));
            seen = Interlocked.CompareExchange(ref _holders, holders + 1, holders);
            if (seen == holders) return;
        }
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) > 0) return;
        foreach (IDisposable? shard in shards) shard?.Dispose();
    }

    public void Map(ReadOnlySpan<FileRun> runs, Span<ReadOnlyMemory<byte>> contents)
    {
        var (isCold, readBefore) = (_isCold, LinuxMemory.DiskReads());
        if (isCold)
        {
            foreach (var run in runs) shards[run.Store]?.Expect(run.Offset, run.Length);
        }
        for (var at = 0; at < runs.Length; at++)
        {
            if (shards[runs[at].Store] is not { } shard) continue;
            if (at == 0 || runs[at].Store != runs[at - 1].Store) shard.CheckLength();
            contents[at] = shard.Slice(runs[at].Offset, runs[at].Length, isCold);
        }
        _isCold = LinuxMemory.DiskReads() != readBefore;
    }
}
