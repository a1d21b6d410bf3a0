using Athanor.Jobs.Planning.Queue;

namespace Athanor.Jobs.Planning.Capacity;

/// <summary>All who have a place, and what they leave free.</summary>
internal sealed class Tenants
{
    private readonly Cluster _cluster;
    private readonly List<Tenant> _all;
    private long _nextUnknownEnd = Ends.Unknown + 1;

    public Tenants(QueueSnapshot snapshot, Cluster cluster, Shapes shapes, Accounts accounts)
    {
        _cluster = cluster;
        Free = FreeSpace.Of(cluster);
        _all = new(snapshot.Running.Count);
        foreach (var job in snapshot.Running)
        {
            var tenant = Settle(job, shapes.Of(job.Needs), accounts, snapshot.Now);
            _all.Add(tenant);
            accounts.Add(tenant, tenant.Account.OwnerOf(job.Owner), job.TimeLimit);
        }
        SettleMixed();
        OrderUnknownEnds();
        Stopping = [.. _all.Where(tenant => tenant.IsStopping)];
    }

    /// <summary>What is free now.</summary>
    public FreeSpace Free { get; }

    public IReadOnlyList<Tenant> All => _all;

    /// <summary>Those who were asked to stop in an earlier round.</summary>
    public IReadOnlyList<Tenant> Stopping { get; }

    /// <summary>Those who are asked in this round to make room.</summary>
    public List<Tenant> Preempted { get; } = [];

    public void Add(Tenant tenant)
    {
        if (tenant.End == Ends.Never) tenant.End = _nextUnknownEnd++;
        _all.Add(tenant);
        foreach (var seat in tenant.Seats) Free.Take(seat);
    }

    private Tenant Settle(RunningJob job, Shape shape, Accounts accounts, DateTimeOffset now)
    {
        var tenant = new Tenant(job.Id, accounts.Of(job.Project), shape, SeatsOf(job, shape), Amounts.OfJob(shape, job.Nodes.Count)) { Running = job, End = Ends.Of(job, now) };
        foreach (var seat in tenant.Seats)
        {
            if (!IsMixed(seat)) Free.Take(seat);
        }
        return tenant;
    }

    private Seat[] SeatsOf(RunningJob job, Shape shape)
    {
        if (job.Nodes.Count == 1) return _cluster.Find(job.Nodes[0]) is { } only ? [new(only, shape, 1, null)] : [];

        var seats = new List<Seat>();
        for (var rank = 0; rank < job.Nodes.Count; rank++)
        {
            if (_cluster.Find(job.Nodes[rank]) is not { } node) continue;       // it is no longer there
            if (seats is [.., var last] && last.Node == node) seats[^1] = last with { Replicas = last.Replicas + 1 };
            else seats.Add(new(node, shape, 1, null));
        }
        return [.. seats];
    }

    private bool IsMixed(in Seat seat) => seat.Shape.Accelerators > 0 && seat.Shape.GroupsOn(_cluster.ClassOf[seat.Node]).Length != 1;

    /// <summary>Where more than one group was good for a job and nobody says which it got, those who had the least choice come first.</summary>
    private void SettleMixed()
    {
        var open = new List<(Tenant Tenant, int Seat, bool IsKnown, int Choice)>();
        foreach (var tenant in _all)
        {
            for (var seat = 0; seat < tenant.Seats.Length; seat++)
            {
                if (IsMixed(tenant.Seats[seat])) open.Add((tenant, seat, tenant.Running!.Held.Count > 0, tenant.Shape.GroupsOn(_cluster.ClassOf[tenant.Seats[seat].Node]).Length));
            }
        }

        foreach (var (tenant, index, isKnown, _) in open.OrderByDescending(seat => seat.IsKnown).ThenBy(seat => seat.Choice).ThenBy(seat => seat.Tenant.Running!.StartedAt).ThenBy(seat => seat.Tenant.Id).ThenBy(seat => seat.Seat))
        {
            var seat = tenant.Seats[index];
            tenant.Seats[index] = isKnown ? seat with { Mixed = HeldOn(seat.Node, tenant.Running!) } : Free.SeatOn(seat.Node, seat.Shape, seat.Replicas);
            Free.Take(tenant.Seats[index]);
        }
    }

    private int[] HeldOn(int node, RunningJob job)
    {
        var groups = _cluster.ClassOf[node].Groups;
        var mixed = new int[groups.Count];
        foreach (var held in job.Held.Where(held => held.Node == _cluster.Nodes[node].Name))
        {
            for (var group = 0; group < groups.Count; group++)
            {
                if (NodeClass.IsGood(groups[group], new(job.Needs.Accelerators!.Kind, held.Count) { Model = held.Model }) && groups[group].Memory == held.Memory) mixed[group] = held.Count;
            }
        }
        return mixed;
    }

    private void OrderUnknownEnds()
    {
        foreach (var tenant in _all.Where(tenant => tenant.End == Ends.Never).OrderBy(tenant => tenant.Running!.StartedAt).ThenBy(tenant => tenant.Id)) tenant.End = _nextUnknownEnd++;
    }
}
