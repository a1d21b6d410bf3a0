namespace Athanor.Training.Checkpoints.Format;

/// <summary>Whether stretches of shards together hold all of their vectors. What several workers hold, several may have written.</summary>
internal static class VectorCover
{
    public static IReadOnlyList<ManifestVector> Check(IEnumerable<ShardStretch> stretches) => [.. stretches.GroupBy(stretch => stretch.Vector, StringComparer.Ordinal).Select(Check)];

    private static ManifestVector Check(IGrouping<string, ShardStretch> vector)
    {
        var (length, end) = (vector.First().Length, 0L);
        foreach (var stretch in vector.OrderBy(stretch => stretch.Offset))
        {
            if (stretch.Length != length) throw new DamagedCheckpointException($"'{vector.Key}' has {length} numbers in one shard and {stretch.Length} in another");
            if (stretch.Offset > end) throw new DamagedCheckpointException($"'{vector.Key}' lacks {end} to {stretch.Offset - 1}");
            end = Math.Max(end, stretch.End);
        }
        return end == length ? new(vector.Key, length) : throw new DamagedCheckpointException($"'{vector.Key}' lacks {end} to {length - 1}");
    }
}
