using System.Buffers;
using System.Runtime.InteropServices;
using Athanor.Foundation.Problems;
using Athanor.Training.Checkpoints.Format;
using Athanor.Training.Checkpoints.Storage;

namespace Athanor.Training.Checkpoints.Reading;

/// <summary>A checkpoint whose manifest and tables are good. Any stretch of a vector is read from the pieces that hold it, in whichever shards.</summary>
internal sealed class OpenCheckpoint(ICheckpointStore store, CheckpointName name, CheckpointManifest manifest, IReadOnlyList<ShardTable> tables)
{
    private const int PiecesAtOnce = 4;

    public CheckpointNotes Notes => new(manifest.State, manifest.Metrics);

    public static async Task<OpenCheckpoint> OpenAsync(ICheckpointStore store, CheckpointName name, CheckpointManifest manifest, CancellationToken cancellation)
    {
        var tables = new List<ShardTable>();
        for (var shard = 0; shard < manifest.Shards.Count; shard++) tables.Add(await ShardReading.OpenAsync(store, name, shard, manifest.Shards[shard], cancellation));
        var vectors = VectorCover.Check(tables.SelectMany(table => table.Stretches));
        return vectors.ToHashSet().SetEquals(manifest.Vectors) ? new(store, name, manifest, tables) : throw new DamagedCheckpointException("its shards hold other vectors than its manifest names");
    }

    public void ThrowUnlessFits(IReadOnlyList<StatePart> parts)
    {
        foreach (var part in parts)
        {
            var saved = manifest.Vectors.FirstOrDefault(vector => vector.Name == part.Name)?.Length;
            if (saved != part.Length) throw new ProblemException(TrainingProblems.CheckpointMismatch(name.Text, part.Name, saved, part.Length));
        }
    }

    public Task LoadAsync(IReadOnlyList<StatePart> parts, CancellationToken cancellation) => Parallel.ForEachAsync(
        parts.SelectMany(PiecesOf), new ParallelOptions { MaxDegreeOfParallelism = PiecesAtOnce, CancellationToken = cancellation }, async (wanted, stop) =>
        {
            var buffer = ArrayPool<byte>.Shared.Rent(ShardTable.PieceBytes);
            try
            {
                var content = await ShardReading.ReadPieceAsync(store, name, wanted.Shard, wanted.Stretch, wanted.Piece, buffer, stop);
                Place(content.Span, wanted);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        });

    // From the beginning of the part on, each time with the stretch that leads furthest: what several workers wrote is read once.
    private IEnumerable<WantedPiece> PiecesOf(StatePart part)
    {
        var holding = tables.Index().SelectMany(table => table.Item.Stretches.Where(stretch => stretch.Vector == part.Name).Select(stretch => (Shard: table.Index, Stretch: stretch))).ToList();
        var end = part.Offset + part.Values.Length;
        for (var at = part.Offset; at < end;)
        {
            var (shard, stretch) = holding.Where(one => one.Stretch.Offset <= at && one.Stretch.End > at).MaxBy(one => one.Stretch.End);
            var until = Math.Min(end, stretch.End);
            foreach (var piece in PiecesBetween(stretch, at, until)) yield return new(part, shard, stretch, piece, at, until);
            at = until;
        }
    }

    private static IEnumerable<int> PiecesBetween(ShardStretch stretch, long from, long until)
    {
        const long Elements = ShardTable.PieceBytes / sizeof(float);
        var (first, last) = ((from - stretch.Offset) / Elements, (until - 1 - stretch.Offset) / Elements);
        return Enumerable.Range((int)first, (int)(last - first) + 1);
    }

    private static unsafe void Place(ReadOnlySpan<byte> content, WantedPiece wanted)
    {
        const long Elements = ShardTable.PieceBytes / sizeof(float);
        var numbers = MemoryMarshal.Cast<byte, float>(content);
        var begin = wanted.Stretch.Offset + (wanted.Piece * Elements);
        var (from, until) = (Math.Max(begin, wanted.From), Math.Min(begin + numbers.Length, wanted.Until));
        var target = wanted.Part.Values.Pointer + (from - wanted.Part.Offset);
        numbers.Slice((int)(from - begin), (int)(until - from)).CopyTo(new(target, (int)(until - from)));
    }

    private sealed record WantedPiece(StatePart Part, int Shard, ShardStretch Stretch, int Piece, long From, long Until);
}
