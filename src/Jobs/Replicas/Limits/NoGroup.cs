namespace Athanor.Jobs.Replicas.Limits;

/// <summary>For machines without control groups that we may write.</summary>
internal sealed class NoGroup : IReplicaGroup
{
    public IReadOnlyList<string> Folders => [];
    public bool BoundsMemory => false;
    public long? MemoryBytes => null;
    public long? PeakMemoryBytes => null;
    public long OutOfMemoryKills => 0;

    public void Start(Action spawn) => spawn();

    public IReadOnlyList<int>? Processes() => null;

    public void Kill()
    {
    }

    public void Remove()
    {
    }
}
