using Athanor.Jobs.Replicas;

namespace Athanor.Jobs.Executors;

/// <summary>Waits for replicas that belong together: when one fails, the others have nothing left to work with and are stopped.</summary>
internal static class Gang
{
    // The others notice by themselves that a rank is gone; those that hang in a collective do not.
    private static readonly StopRequest AfterFault = new(null, TimeSpan.Zero);

    /// <summary>When all of them run; null where one has ended before.</summary>
    public static async Task<DateTimeOffset?> WaitForStartAsync(AttemptRun run, TimeProvider clock, CancellationToken cancellation)
    {
        var starts = await Task.WhenAll(Ranks(run).Select(rank => ReplicaWatch.StartAsync(run.Folder.Replica(rank), clock, cancellation)));
        return starts.Any(start => start is null) ? null : starts.Max(start => start!.At);
    }

    /// <param name="run">The attempt.</param>
    /// <param name="waitForEnd">Waits for the end of one rank, and makes sure that there is one.</param>
    /// <param name="clock">Tells when it was over.</param>
    public static async Task<AttemptOutcome> WaitForEndAsync(AttemptRun run, Func<int, Task<ReplicaEnd>> waitForEnd, TimeProvider clock)
    {
        var open = Ranks(run).ToDictionary(rank => waitForEnd(rank), rank => rank);
        var ends = new ReplicaEnd[run.Replicas];
        int? firstFault = null;
        while (open.Count > 0)
        {
            var done = await Task.WhenAny(open.Keys);
            open.Remove(done, out var rank);
            ends[rank] = await done;
            if (ends[rank].IsSuccess) continue;
            firstFault ??= rank;
            foreach (var other in open.Values.Select(run.Folder.Replica).Where(other => !MayEndInItsTime(ends[rank], other))) ReplicaStop.Request(other, AfterFault);
        }
        // Of ranks that fell together, the one that fell first by its own clock is at fault, not the one that was noticed first.
        if (firstFault is not null) firstFault = Enumerable.Range(0, ends.Length).Where(rank => !ends[rank].IsSuccess).OrderBy(rank => ends[rank].Reason == EndReason.Stopped).ThenBy(rank => ends[rank].At).First();
        var started = Ranks(run).Select(rank => run.Folder.Replica(rank).ReadStart()?.At).Where(at => at is not null).ToList();
        return new(ends, firstFault, started.Count == 0 ? null : started.Max(), clock.GetUtcNow()) { IsLost = ends.Any(end => end.Reason == EndReason.Lost) };
    }

    // Where all are being stopped, who has saved its work first does not cost the others the time for theirs.
    private static bool MayEndInItsTime(ReplicaEnd end, ReplicaFolder other) => end.Reason == EndReason.Stopped && other.IsAskedToStop;

    private static IEnumerable<int> Ranks(AttemptRun run) => Enumerable.Range(0, run.Replicas);
}
