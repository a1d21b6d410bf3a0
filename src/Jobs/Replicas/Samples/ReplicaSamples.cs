namespace Athanor.Jobs.Replicas.Samples;

/// <summary>Reads what a replica used over time, for charts.</summary>
public static class ReplicaSamples
{
    /// <summary>The samples of a stretch of time, oldest first, gathered into at most so many: second by second where it is recent, coarser where it is long ago.</summary>
    public static IReadOnlyList<ReplicaSample> Read(ReplicaFolder folder, DateTimeOffset from, DateTimeOffset until, int maximumPoints) => throw new NotImplementedException();

    /// <summary>The newest sample; null where there is none.</summary>
    public static ReplicaSample? ReadLast(ReplicaFolder folder) => throw new NotImplementedException();
}
