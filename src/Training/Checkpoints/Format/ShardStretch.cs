namespace Athanor.Training.Checkpoints.Format;

/// <summary>A stretch of a vector in a shard: where its bytes begin there, and the digest of each piece of them.</summary>
internal sealed record ShardStretch(string Vector, long Length, long Offset, long Count, long Start, byte[][] Digests)
{
    public long End => Offset + Count;

    public long Bytes => Count * sizeof(float);

    public static int PiecesOf(long bytes) => checked((int)((bytes + ShardTable.PieceBytes - 1) / ShardTable.PieceBytes));

    /// <summary>How many bytes a piece has: only the last one has fewer than the rest.</summary>
    public int BytesOf(int piece) => (int)Math.Min(ShardTable.PieceBytes, Bytes - ((long)piece * ShardTable.PieceBytes));
}
