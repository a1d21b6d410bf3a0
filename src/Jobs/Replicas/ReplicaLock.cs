namespace Athanor.Jobs.Replicas;

/// <summary>The lock of a replica's folder.</summary>
internal static class ReplicaLock
{
    public static ReplicaStanding Look(ReplicaFolder folder) => throw new NotImplementedException();
}
