using Athanor.Jobs.Planning.Capacity;

namespace Athanor.Jobs.Planning.Room;

/// <summary>
/// All places that are kept in this round. Each hold counts for the others as if it began now: that promises a little less than
/// could be promised, and no two promises ever need to be weighed against each other.
/// </summary>
internal sealed class Holds(Cluster cluster)
{
    private readonly List<Hold> _all = [];
    private readonly List<Hold>?[] _byNode = new List<Hold>?[cluster.Nodes.Length];

    public IReadOnlyList<Hold> All => _all;

    public void Add(Hold hold)
    {
        foreach (var other in _all) Take(other, hold);
        _all.Add(hold);
        foreach (var seat in hold.Seats) (_byNode[seat.Node] ??= []).Add(hold);
        hold.Job.Account.Promised += hold.Job.Amounts;
    }

    public void Remove(Hold hold)
    {
        _all.Remove(hold);
        foreach (var seat in hold.Seats) _byNode[seat.Node]!.Remove(hold);
        foreach (var other in _all) Give(other, hold);
        hold.Job.Account.Promised -= hold.Job.Amounts;
    }

    /// <summary>How many replicas may go there until then without being in the way of anyone whose place is kept.</summary>
    public int SlotsOf(int node, Shape shape, int most, long end)
    {
        if (_byNode[node] is not { Count: > 0 } holds) return most;
        foreach (var hold in holds)
        {
            if (end > hold.From && most > 0) most = hold.Spare.SlotsOf(node, shape, most);
        }
        return most;
    }

    /// <summary>A job starts there now.</summary>
    public void Take(Tenant tenant)
    {
        foreach (var hold in _all)
        {
            if (tenant.End <= hold.From) continue;
            foreach (var seat in tenant.Seats) hold.Spare.Take(seat);
        }
    }

    /// <summary>A job that counted as being there leaves earlier.</summary>
    public void Give(Tenant tenant)
    {
        foreach (var hold in _all)
        {
            if (tenant.End <= hold.At) continue;
            foreach (var seat in tenant.Seats) hold.Spare.Give(seat);
        }
    }

    private static void Take(Hold hold, Hold other)
    {
        if (other.Until <= hold.At) return;
        foreach (var seat in other.Seats) hold.Spare.Take(seat);
    }

    private static void Give(Hold hold, Hold other)
    {
        if (other.Until <= hold.At) return;
        foreach (var seat in other.Seats) hold.Spare.Give(seat);
    }
}
