using Athanor.Training.Checkpoints.Format;
using Athanor.Training.Checkpoints.Storage;

namespace Athanor.Training.Checkpoints.Writing;

/// <summary>Rank 0's last act: it waits until all shards are there, looks whether they hold all of each vector, and writes the manifest.</summary>
internal sealed class CheckpointPublication(ICheckpointStore store, TimeProvider clock, TimeSpan shardsWithin)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    public async Task PublishAsync(CheckpointName checkpoint, string configuration, int workers, CheckpointNotes notes, CancellationToken cancellation)
    {
        var (shards, stretches) = (new List<ManifestShard>(), new List<ShardStretch>());
        var began = clock.GetTimestamp();
        for (var shard = 0; shard < workers; shard++)
        {
            var size = await AwaitShardAsync(checkpoint, shard, began, cancellation);
            var (described, table) = await ShardReading.DescribeAsync(store, checkpoint, shard, size, cancellation);
            shards.Add(described);
            stretches.AddRange(table.Stretches);
        }
        var vectors = VectorCover.Check(stretches);
        var metrics = notes.Metrics.Where(metric => double.IsFinite(metric.Value)).ToDictionary();     // JSON knows no other
        var manifest = new CheckpointManifest(CheckpointManifest.CurrentFormat, checkpoint.Step, configuration, vectors, shards, metrics, notes.State);
        await store.WriteAsync(checkpoint, CheckpointManifest.FileName, (stream, stop) => stream.WriteAsync(manifest.Write(), stop).AsTask(), cancellation);
    }

    private async Task<long> AwaitShardAsync(CheckpointName checkpoint, int shard, long began, CancellationToken cancellation)
    {
        for (var pause = FirstPause; ; pause = pause < LongestPause ? 2 * pause : LongestPause)
        {
            if (await store.FindSizeAsync(checkpoint, ShardTable.FileOf(shard), cancellation) is { } size) return size;
            if (clock.GetElapsedTime(began) > shardsWithin) throw new DamagedCheckpointException($"{ShardTable.FileOf(shard)} was not there after {shardsWithin.TotalSeconds:0} s");
            await Task.Delay(pause, clock, cancellation);
        }
    }
}
