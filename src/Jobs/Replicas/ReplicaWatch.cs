using Athanor.Jobs.Replicas.Native;

namespace Athanor.Jobs.Replicas;

/// <summary>Waits for what a shim will write down, without asking again and again.</summary>
public static class ReplicaWatch
{
    // The kernel tells at once of a new file, and of the lock's end, since a process that dies closes its files. This is for what happens on other machines.
    private static readonly TimeSpan Recheck = TimeSpan.FromSeconds(1);

    /// <summary>Waits until the replica has ended; null when its shim is gone without writing down an end. It waits for a shim that has not come yet, too.</summary>
    public static async Task<ReplicaEnd?> EndAsync(ReplicaFolder folder, TimeProvider clock, CancellationToken cancellation) =>
        (await UntilAsync(folder, probe => probe.Standing is ReplicaStanding.Ended or ReplicaStanding.Orphaned, clock, cancellation)).End;

    /// <summary>Waits until the command runs; null when the replica ended, or lost its shim, before it did.</summary>
    public static async Task<ReplicaStart?> StartAsync(ReplicaFolder folder, TimeProvider clock, CancellationToken cancellation) =>
        (await UntilAsync(folder, probe => probe.Start is not null || probe.Standing is ReplicaStanding.Ended or ReplicaStanding.Orphaned, clock, cancellation)).Start;

    private static async Task<ReplicaProbe> UntilAsync(ReplicaFolder folder, Func<ReplicaProbe, bool> isEnough, TimeProvider clock, CancellationToken cancellation)
    {
        using var events = new FolderEvents(name => name is "started.json" or "ended.json" or "lock", folder.Path);
        while (true)
        {
            var change = events.Change;
            var probe = ReplicaProbe.Read(folder);
            if (isEnough(probe)) return probe;
            await FolderEvents.WaitAsync(change, Recheck, clock, cancellation);
        }
    }
}
