namespace Athanor.Jobs.Replicas.Samples;

/// <summary>Reads what a replica used over time, for charts.</summary>
public static class ReplicaSamples
{
    /// <summary>The samples of a stretch of time, oldest first, gathered into at most so many: second by second where it is recent, coarser where it is long ago.</summary>
    public static IReadOnlyList<ReplicaSample> Read(ReplicaFolder folder, DateTimeOffset from, DateTimeOffset until, int maximumPoints)
    {
        IReadOnlyList<ReplicaSample> known = [];
        foreach (var resolution in SampleResolution.All.Reverse()) known = Join(known, SampleFile.Read(resolution.FileIn(folder.SamplesFolder)));

        var found = known.Where(sample => sample.At >= from && sample.At <= until).ToList();
        return found.Count <= maximumPoints ? found : [.. found.Chunk((found.Count - 1) / Math.Max(1, maximumPoints) + 1).Select(SampleMean.Of)];
    }

    /// <summary>The newest sample; null where there is none.</summary>
    public static ReplicaSample? ReadLast(ReplicaFolder folder) => SampleFile.Read(SampleResolution.All[0].FileIn(folder.SamplesFolder)) is [.., var last] ? last : null;

    // Each coarse sample covers whole fine ones. The one that reaches over the beginning of the fine ones stays, and the fine ones within it go: nothing is told twice and nothing is missing.
    private static IReadOnlyList<ReplicaSample> Join(IReadOnlyList<ReplicaSample> coarse, IReadOnlyList<ReplicaSample> fine)
    {
        if (fine is [] || coarse is []) return fine is [] ? coarse : fine;
        var older = coarse.TakeWhile(sample => sample.At - sample.Duration < fine[0].At - fine[0].Duration).ToList();
        return older is [] ? fine : [.. older, .. fine.Where(sample => sample.At > older[^1].At)];
    }
}
