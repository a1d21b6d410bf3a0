using Athanor.Jobs.Planning.Capacity;
using Athanor.Jobs.Planning.Queue;

namespace Athanor.Jobs.Planning.Room;

/// <summary>
/// Asks running jobs to make room: for a job of higher priority, and for one within the guaranteed part of its project where others
/// borrow. A job for whom enough is being stopped already has its places kept and asks nobody, so that rounds do not add up to a storm.
/// </summary>
internal sealed class RoomMaker(QueueSnapshot snapshot, Cluster cluster, Tenants tenants, Holds holds, Accounts accounts)
{
    private readonly Victims _victims = new(tenants, accounts);
    private readonly HashSet<(Shape Shape, int Replicas, string? Region, int Priority, bool IsGuaranteed)> _inVain = [];
    private readonly List<PlannedPreemption> _preemptions = [];

    public IReadOnlyList<PlannedPreemption> Preemptions => _preemptions;

    /// <summary>The places that are kept from now on for a job that does not fit yet, as others leave them; null where nobody has to.</summary>
    public Hold? MakeRoomFor(Candidate job)
    {
        var isGuaranteed = accounts.IsGuaranteed(job.Account, job.Amounts);
        if (!snapshot.Rules.Preempts || holds.Rooms >= snapshot.Rules.Rooms || !_victims.MayBeAskedBy(job.Job.Priority, isGuaranteed)) return null;

        var key = (job.Shape, job.Replicas, job.Region, job.Job.Priority, isGuaranteed);
        if (_inVain.Contains(key)) return null;

        var table = new SlotTable(cluster, SpaceAfterStops(), job);
        if (!table.TakesAll && !TryPreempt(job, isGuaranteed, table))
        {
            _inVain.Add(key);
            return null;
        }

        var seats = table.Pack()!;
        holds.GiveLater(table.Space, snapshot.Now.UtcTicks);
        return Keep(job, seats, table.Space);
    }

    /// <summary>The places of an earlier round that others leave for a job; null where it is not, or no longer, others that leave them.</summary>
    public Hold? Renew(Candidate job, PlannedPromise promise)
    {
        var space = SpaceAfterStops();
        holds.GiveLater(space, snapshot.Now.UtcTicks);
        var seats = space.SeatsOn(promise.Nodes, job);
        if (seats is null || seats.Exists(seat => holds.SlotsOf(seat.Node, job.Shape, seat.Replicas, EndOf(job)) < seat.Replicas)) return null;

        return Keep(job, seats, space);
    }

    /// <summary>To be called where places are no longer kept, so that another may have them.</summary>
    public void TryAgain() => _inVain.Clear();

    private bool TryPreempt(Candidate job, bool isGuaranteed, SlotTable table)
    {
        if (_victims.Choose(job.Job.Priority, isGuaranteed, table) is not { } chosen) return false;
        foreach (var victim in chosen)
        {
            victim.IsPreempted = true;
            victim.Account.Leaving += victim.Amounts;
            tenants.Preempted.Add(victim);
            holds.Give(victim);
            _preemptions.Add(new(victim.Id, job.Job.Id));
        }
        return true;
    }

    private Hold Keep(Candidate job, IReadOnlyList<Seat> seats, FreeSpace space)
    {
        foreach (var seat in seats) space.Take(seat);
        var hold = new Hold(job, snapshot.Now.UtcTicks, snapshot.Now.UtcTicks, EndOf(job), seats, space) { IsRoom = true };
        holds.Add(hold);
        return hold;
    }

    /// <summary>It may have to wait until the last who was asked is gone; by when those are that are asked just now, nobody said yet.</summary>
    private long EndOf(Candidate job) =>
        tenants.Preempted.Count > 0 ? Ends.Never : Ends.After(new(tenants.Stopping.Select(tenant => tenant.End).Append(snapshot.Now.UtcTicks).Max(), TimeSpan.Zero), job.Job.TimeLimit);

    /// <summary>What is free once all who were asked to stop are gone, beside what is kept.</summary>
    private FreeSpace SpaceAfterStops()
    {
        var space = tenants.Free.Copy();
        foreach (var leaving in tenants.Stopping.Concat(tenants.Preempted))
        {
            foreach (var seat in leaving.Seats) space.Give(seat);
        }
        foreach (var hold in holds.All)
        {
            foreach (var seat in hold.Seats) space.Take(seat);
        }
        return space;
    }
}
