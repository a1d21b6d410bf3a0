namespace Athanor.Jobs.Replicas;

/// <summary>Waits for what a shim will write down, without asking again and again.</summary>
public static class ReplicaWatch
{
    /// <summary>Waits until the replica has ended; null when its shim is gone without writing down an end. It waits for a shim that has not come yet, too.</summary>
    public static Task<ReplicaEnd?> EndAsync(ReplicaFolder folder, TimeProvider clock, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Waits until the command runs; null when the replica ended, or lost its shim, before it did.</summary>
    public static Task<ReplicaStart?> StartAsync(ReplicaFolder folder, TimeProvider clock, CancellationToken cancellation) => throw new NotImplementedException();
}
