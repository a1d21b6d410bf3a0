using Athanor.Jobs.Planning.Capacity;
using Athanor.Jobs.Planning.Queue;

namespace Athanor.Jobs.Planning.Room;

/// <summary>
/// Keeps places for the first jobs that do not fit. Where it is known when they are free, that time is promised. Where it is not, since
/// something without a time limit has them, they are set aside once the job has been patient: only short jobs still start there, so
/// that with each one that ends the job comes closer to its start.
/// </summary>
internal sealed class Promises(QueueSnapshot snapshot, Cluster cluster, Future future, Holds holds)
{
    private readonly List<PlannedPromise> _given = [];
    private int _used;

    public IReadOnlyList<PlannedPromise> Given => _given;

    public bool IsUsedUp => _used >= snapshot.Rules.Promises;

    /// <summary>False where this is no longer one of the first jobs that do not fit, or there is nothing to keep for it.</summary>
    public bool TryPromise(Candidate job)
    {
        if (IsUsedUp || future.OpeningFor(job) is not { } opening) return false;

        Promise(job, opening);
        return true;
    }

    /// <summary>A promise is improved where that is possible, and otherwise kept as it was. The other promises stay what they are.</summary>
    public void Improve(Candidate job, Hold kept)
    {
        if (future.OpeningFor(job) is { } opening && opening.At <= kept.At)
        {
            Promise(job, opening);
            return;
        }
        holds.Add(kept);
        Give(job, kept.At, kept.Seats);
    }

    private void Promise(Candidate job, Opening opening)
    {
        var from = opening.IsKnown ? opening.At : (snapshot.Now + snapshot.Rules.Patience).UtcTicks;
        if (opening.IsKnown) Give(job, opening.At, opening.Seats);
        else _used++;
        if (opening.IsKnown || job.Waited >= snapshot.Rules.Patience) holds.Add(HoldFor(job, from, opening.At, opening.Seats, opening.Space));
    }

    /// <summary>Keeps the places of an earlier promise; null where that is not possible any more, so that the job stands in line again.</summary>
    public Hold? Renew(Candidate job, PlannedPromise promise)
    {
        var at = Math.Max(promise.At.UtcTicks, snapshot.Now.UtcTicks);
        var table = new SlotTable(cluster, future.SpaceAt(at), job);
        if (promise.Nodes.Count != job.Replicas || table.SeatsOn(promise.Nodes) is not { } seats) return null;

        var hold = HoldFor(job, at, at, seats, table.Space);
        holds.Add(hold);
        return hold;
    }

    /// <summary>A promise goes on for a job that is to start earlier elsewhere, as others are asked to make room for it.</summary>
    public void Repeat(Candidate job, Hold kept, Hold room) => Give(job, kept.At, room.Seats);

    private void Give(Candidate job, long at, IReadOnlyList<Seat> seats)
    {
        _used++;
        _given.Add(new(job.Job.Id, new(at, TimeSpan.Zero), cluster.NamesOf(seats)));
    }

    private static Hold HoldFor(Candidate job, long from, long at, IReadOnlyList<Seat> seats, FreeSpace space)
    {
        foreach (var seat in seats) space.Take(seat);
        return new(job, from, at, Ends.After(new(Math.Min(at, Ends.Unknown), TimeSpan.Zero), job.Job.TimeLimit), seats, space);
    }
}
