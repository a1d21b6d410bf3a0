namespace Athanor.Jobs.Replicas;

/// <summary>A look at a replica's folder: costs a few system calls, changes nothing.</summary>
public sealed record ReplicaProbe(ReplicaStanding Standing, ReplicaStart? Start, ReplicaEnd? End)
{
    public static ReplicaProbe Read(ReplicaFolder folder)
    {
        if (folder.ReadEnd() is { } end) return new(ReplicaStanding.Ended, folder.ReadStart(), end);

        // A shim lets go of the lock only after the end is there, so that is looked for once more behind a lock that was found free.
        var standing = ReplicaLock.Look(folder);
        if (standing != ReplicaStanding.Held && folder.ReadEnd() is { } late) return new(ReplicaStanding.Ended, folder.ReadStart(), late);
        return new(standing, folder.ReadStart(), null);
    }
}
