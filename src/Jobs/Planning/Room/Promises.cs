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

        _used++;
        if (opening.IsKnown || job.Waited >= snapshot.Rules.Patience) Give(AddHold(job, opening.At, opening.Seats, opening.Space));
        return true;
    }

    /// <summary>Keeps the places of an earlier promise; null where that is not possible any more, so that the job stands in line again.</summary>
    public Hold? Renew(Candidate job, PlannedPromise promise)
    {
        if (promise.At is not { } time) return future.OpeningFor(job) is { } opening ? AddHold(job, opening.At, opening.Seats, opening.Space) : null;

        var at = Math.Max(time.UtcTicks, snapshot.Now.UtcTicks);
        var space = future.SpaceAt(at);
        return space.SeatsOn(promise.Nodes, job) is { } seats ? AddHold(job, at, seats, space) : null;
    }

    /// <summary>A promise is improved where that is possible, and otherwise kept as it was, so that the others stay what they are.</summary>
    public void Improve(Candidate job, Hold kept)
    {
        _used++;
        if (future.OpeningFor(job) is { } opening && opening.At <= kept.At)
        {
            Give(AddHold(job, opening.At, opening.Seats, opening.Space));
            return;
        }
        holds.Add(kept);
        Give(kept);
    }

    /// <summary>Hands on the places that others leave for a job; it does not count as one of the first.</summary>
    public void HandOn(Hold room) => _given.Add(new(room.Job.Job.Id, null, cluster.NamesOf(room.Seats)));

    private void Give(Hold hold) =>
        _given.Add(new(hold.Job.Job.Id, hold.At < Ends.Unknown ? new(hold.At, TimeSpan.Zero) : null, cluster.NamesOf(hold.Seats)));

    private Hold AddHold(Candidate job, long at, IReadOnlyList<Seat> seats, FreeSpace space)
    {
        foreach (var seat in seats) space.Take(seat);
        holds.GiveLater(space, at);
        var isKnown = at < Ends.Unknown;
        var (from, until) = isKnown ? (at, Ends.After(new(at, TimeSpan.Zero), job.Job.TimeLimit)) : ((snapshot.Now + snapshot.Rules.Patience).UtcTicks, Ends.Never);
        var hold = new Hold(job, from, at, until, seats, space);
        holds.Add(hold);
        return hold;
    }
}
