using Athanor.Training.Checkpoints.Format;
using Athanor.Training.Checkpoints.Reading;
using Athanor.Training.Checkpoints.Storage;

namespace Athanor.Training.Checkpoints.Keeping;

/// <summary>Removes what the rule does not keep, and what dead runs left unfinished.</summary>
internal sealed class CheckpointKeeping(ICheckpointStore store, RetentionRule rule, IReadOnlySet<CheckpointName> damaged)
{
    public async Task KeepAsync(CancellationToken cancellation)
    {
        var known = new List<KnownCheckpoint>();
        foreach (var files in (await store.ListAsync(cancellation)).ToLookup(file => file.Checkpoint)) known.Add(await LookAsync(files.Key, files, cancellation));
        foreach (var name in Retention.ToRemove(known, rule)) await store.DeleteAsync(name, cancellation);
    }

    private async Task<KnownCheckpoint> LookAsync(CheckpointName name, IEnumerable<StoredFile> files, CancellationToken cancellation)
    {
        try
        {
            var manifest = await ManifestReading.ReadAsync(store, name, cancellation);
            var sizes = files.ToDictionary(file => file.Name, file => file.Size);
            var isWhole = !damaged.Contains(name) && manifest.Shards.Index().All(shard => sizes.GetValueOrDefault(ShardTable.FileOf(shard.Index), -1) == shard.Item.Size);
            return new(name, isWhole, manifest.Metrics);
        }
        catch (DamagedCheckpointException)
        {
            return new(name, IsWhole: false, new Dictionary<string, double>());
        }
    }
}
