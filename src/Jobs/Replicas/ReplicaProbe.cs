namespace Athanor.Jobs.Replicas;

/// <summary>A look at a replica's folder: costs a few system calls, changes nothing.</summary>
public sealed record ReplicaProbe(ReplicaStanding Standing, ReplicaStart? Start, ReplicaEnd? End)
{
    public static ReplicaProbe Read(ReplicaFolder folder)
    {
        // A shim lets go of the lock only after the end is there, so the end is looked for once more behind a lock that was found free.
        if (folder.ReadEnd() is { } end) return new(ReplicaStanding.Ended, ReadStart(folder), end);
        var standing = ReplicaLock.Look(folder);
        if (standing == ReplicaStanding.Orphaned && folder.ReadEnd() is { } late) return new(ReplicaStanding.Ended, ReadStart(folder), late);
        return new(standing, ReadStart(folder), null);
    }

    private static ReplicaStart? ReadStart(ReplicaFolder folder) => folder.ReadStart();
}
