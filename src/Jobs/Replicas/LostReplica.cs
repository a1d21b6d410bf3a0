namespace Athanor.Jobs.Replicas;

/// <summary>What remains to be done on the machine of a replica whose shim died.</summary>
public static class LostReplica
{
    /// <summary>
    /// Ends all that is left of the replica on this machine and writes down its end, unless there is one; answers the end. A shim that comes late finds the end and starts nothing.
    /// Throws where a shim still holds the replica.
    /// </summary>
    public static Task<ReplicaEnd> CleanUpAsync(ReplicaFolder folder, TimeProvider clock, CancellationToken cancellation) => throw new NotImplementedException();
}
