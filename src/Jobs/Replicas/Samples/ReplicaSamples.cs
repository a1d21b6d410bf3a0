namespace Athanor.Jobs.Replicas.Samples;

/// <summary>Reads what a replica used over time, for charts.</summary>
public static class ReplicaSamples
{
    /// <summary>The samples of a stretch of time, oldest first, gathered into at most so many: second by second where it is recent, coarser where it is long ago.</summary>
    public static IReadOnlyList<ReplicaSample> Read(ReplicaFolder folder, DateTimeOffset from, DateTimeOffset until, int maximumPoints)
    {
        var found = new List<ReplicaSample>();
        var knownUntil = DateTimeOffset.MaxValue;
        foreach (var resolution in SampleResolution.All)
        {
            // What is told of finely already is not told of again.
            var older = SampleFile.Read(resolution.FileIn(folder.SamplesFolder)).Where(sample => sample.At <= knownUntil).ToList();
            found.AddRange(older.Where(sample => sample.At >= from && sample.At <= until));
            if (older.Count > 0) knownUntil = older[0].At - older[0].Duration;
            if (knownUntil <= from) break;
        }
        found.Sort((left, right) => left.At.CompareTo(right.At));
        return found.Count <= maximumPoints ? found : [.. found.Chunk((found.Count + maximumPoints - 1) / maximumPoints).Select(SampleMean.Of)];
    }

    /// <summary>The newest sample; null where there is none.</summary>
    public static ReplicaSample? ReadLast(ReplicaFolder folder) => SampleFile.Read(SampleResolution.All[0].FileIn(folder.SamplesFolder)) is [.., var last] ? last : null;
}
