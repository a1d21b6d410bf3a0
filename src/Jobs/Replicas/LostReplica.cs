using System.Text.Json;
using Athanor.Jobs.Replicas.Limits;
using Athanor.Jobs.Replicas.Running;

namespace Athanor.Jobs.Replicas;

/// <summary>What remains to be done on the machine of a replica whose shim died.</summary>
public static class LostReplica
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Ends all that is left of the replica on this machine and writes down its end, unless there is one; answers the end. A shim that comes late finds the end and starts nothing.
    /// Throws where a shim still holds the replica.
    /// </summary>
    public static async Task<ReplicaEnd> CleanUpAsync(ReplicaFolder folder, TimeProvider clock, CancellationToken cancellation)
    {
        if (folder.ReadEnd() is { } known) return known;
        using var held = ReplicaLock.TryTake(folder) ?? throw new IOException($"The replica in {folder.Path} is not lost: its shim still answers for it. Ask that to stop it.");
        if (folder.ReadEnd() is { } late) return late;

        var found = await EndWhatIsLeftAsync(folder, clock, cancellation);
        var end = new ReplicaEnd(EndReason.Lost, null, null, clock.GetUtcNow())
        {
            Detail = $"The process that answered for it died on {folder.ReadStart()?.Machine ?? Environment.MachineName}; {(found ? "what was left of it was ended" : "nothing was left of it")}.",
        };
        folder.Write(end);
        return end;
    }

    private static async Task<bool> EndWhatIsLeftAsync(ReplicaFolder folder, TimeProvider clock, CancellationToken cancellation)
    {
        var groups = ReplicaGroup.Remembered(folder);
        var mark = ReadMark(folder);
        var session = folder.ReadStart() is { } start && start.Machine == Environment.MachineName ? start.Process : 0;
        for (var found = false; ; found = true)
        {
            // By its groups, which nothing leaves but root; and where there are none, by its mark, which a process may drop, but hardly all of its ancestors at once.
            var wasInGroup = groups.SelectMany(GroupFile.Processes).Any();
            ReplicaGroup.KillIn(groups);
            var wasMarked = mark is not null && Survivors.End(() => MarkedProcesses.Find(mark, session));
            if (!wasInGroup && !wasMarked)
            {
                foreach (var group in groups) GroupFile.TryRemove(group);
                return found;
            }
            await Task.Delay(Pause, clock, cancellation);
        }
    }

    private static ReplicaMark? ReadMark(ReplicaFolder folder)
    {
        try
        {
            return folder.ReadLaunch() is { } launch ? new(folder, launch) : null;
        }
        catch (JsonException)
        {
            return null;    // then it never started
        }
    }
}
