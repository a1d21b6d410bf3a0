using System.Security.Cryptography;
using Athanor.Training.Checkpoints.Storage;

namespace Athanor.Training.Checkpoints.Format;

/// <summary>Reads a shard's table and its pieces, and holds them to their digests.</summary>
internal static class ShardReading
{
    /// <summary>What a manifest will say of a shard.</summary>
    public static async Task<(ManifestShard Shard, ShardTable Table)> DescribeAsync(ICheckpointStore store, CheckpointName checkpoint, int shard, long size, CancellationToken cancellation)
    {
        if (size < ShardTable.FootBytes) throw Damaged(shard, "it is cut short");
        var foot = await ReadAsync(store, checkpoint, shard, size - ShardTable.FootBytes, ShardTable.FootBytes, cancellation);
        var (tableBytes, digest) = ShardTable.ReadFoot(foot);
        var described = new ManifestShard(size, tableBytes, Convert.ToHexStringLower(digest));
        return (described, await OpenAsync(store, checkpoint, shard, described, cancellation));
    }

    /// <summary>The table of a shard, if it is the one that the manifest names.</summary>
    public static async Task<ShardTable> OpenAsync(ICheckpointStore store, CheckpointName checkpoint, int shard, ManifestShard described, CancellationToken cancellation)
    {
        var stretchBytes = described.Size - described.TableBytes - ShardTable.FootBytes;
        if (described.TableBytes is < 1 or > ShardTable.MostBytes || stretchBytes < 0) throw Damaged(shard, "its table does not fit in it");
        if (await store.FindSizeAsync(checkpoint, ShardTable.FileOf(shard), cancellation) is not { } size) throw Damaged(shard, "it is missing");
        if (size != described.Size) throw Damaged(shard, $"it has {size} bytes instead of {described.Size}");
        var table = await ReadAsync(store, checkpoint, shard, stretchBytes, described.TableBytes, cancellation);
        if (Convert.ToHexStringLower(SHA256.HashData(table)) != described.Table) throw Damaged(shard, "its table is not the one that was written");
        try
        {
            return ShardTable.Read(table, stretchBytes);
        }
        catch (DamagedCheckpointException damage)
        {
            throw Damaged(shard, damage.Message);
        }
    }

    /// <summary>A whole piece, into the beginning of the buffer.</summary>
    public static async Task<Memory<byte>> ReadPieceAsync(ICheckpointStore store, CheckpointName checkpoint, int shard, ShardStretch stretch, int piece, Memory<byte> buffer, CancellationToken cancellation)
    {
        var content = buffer[..stretch.BytesOf(piece)];
        await ReadAsync(store, checkpoint, shard, stretch.Start + ((long)piece * ShardTable.PieceBytes), content, cancellation);
        return SHA256.HashData(content.Span).AsSpan().SequenceEqual(stretch.Digests[piece])
            ? content
            : throw Damaged(shard, $"piece {piece} of '{stretch.Vector}' from {stretch.Offset} on is not what was written");
    }

    public static DamagedCheckpointException Damaged(int shard, string what) => new($"{ShardTable.FileOf(shard)}: {what}");

    private static async Task<byte[]> ReadAsync(ICheckpointStore store, CheckpointName checkpoint, int shard, long offset, int count, CancellationToken cancellation)
    {
        var bytes = new byte[count];
        await ReadAsync(store, checkpoint, shard, offset, bytes, cancellation);
        return bytes;
    }

    private static async Task ReadAsync(ICheckpointStore store, CheckpointName checkpoint, int shard, long offset, Memory<byte> target, CancellationToken cancellation)
    {
        try
        {
            await store.ReadAsync(checkpoint, ShardTable.FileOf(shard), offset, target, cancellation);
        }
        catch (IOException failure)
        {
            throw Damaged(shard, failure.Message);
        }
    }
}
