using Athanor.Jobs.Replicas.Native;

namespace Athanor.Jobs.Replicas;

/// <summary>Asks a replica to stop, from the server's side.</summary>
public static class ReplicaStop
{
    /// <summary>
    /// Writes the request down and wakes the shim. A shim on another machine, or one that has not come yet, finds the request by itself: each looks for it once a second, and before it starts anything.
    /// A second request replaces the first. It is woken by SIGCONT, which does nothing to whoever gets it by mistake: a shim of the pool may run its next replica by then.
    /// </summary>
    public static void Request(ReplicaFolder folder, StopRequest request)
    {
        folder.Write(request);
        if (ReplicaLock.HolderOf(folder) is { } shim) _ = LibC.Kill(shim, Signals.Continue);
    }
}
