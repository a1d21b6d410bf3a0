using System.Security.Cryptography;
using Athanor.Training.Checkpoints.Format;

namespace Athanor.Training.Checkpoints.Writing;

/// <summary>Writes a copy as a shard: piece by piece, hashing on the way, then the table of what was written.</summary>
internal static class ShardWriting
{
    public static async Task WriteAsync(StateCopy copy, Stream target, CancellationToken cancellation)
    {
        var (stretches, start) = (new List<ShardStretch>(), 0L);
        foreach (var copied in copy.Stretches)
        {
            var digests = new byte[ShardStretch.PiecesOf(copied.Count * sizeof(float))][];
            var stretch = new ShardStretch(copied.Part.Name, copied.Part.Length, copied.Offset, copied.Count, start, digests);
            for (var piece = 0; piece < digests.Length; piece++)
            {
                cancellation.ThrowIfCancellationRequested();
                digests[piece] = WritePiece(copy.Bytes(copied, (long)piece * ShardTable.PieceBytes, stretch.BytesOf(piece)), target);
            }
            stretches.Add(stretch);
            start += stretch.Bytes;
        }
        var table = new ShardTable(stretches).Write();
        await target.WriteAsync(table, cancellation);
        await target.WriteAsync(ShardTable.Foot(table), cancellation);
    }

    private static byte[] WritePiece(ReadOnlySpan<byte> piece, Stream target)
    {
        target.Write(piece);
        return SHA256.HashData(piece);
    }
}
