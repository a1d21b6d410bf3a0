using Athanor.Jobs.Planning.Capacity;

namespace Athanor.Jobs.Planning.Room;

/// <summary>
/// All places that are kept in this round. What starts now is compared with each of them at the moment at which it begins, which is
/// when least is left. A new hold is only made where it would fit if all others began now: that promises a little less than could be
/// promised, and no two promises ever need to be weighed against each other.
/// </summary>
internal sealed class Holds(Cluster cluster)
{
    private readonly List<Hold> _all = [];
    private readonly List<Hold>?[] _byNode = new List<Hold>?[cluster.Nodes.Length];

    public IReadOnlyList<Hold> All => _all;

    /// <summary>How many of them others are asked to leave.</summary>
    public int Rooms { get; private set; }

    public void Add(Hold hold)
    {
        foreach (var other in _all)
        {
            if (hold.IsThereAt(other.At)) Take(other.Spare, hold.Seats);
        }
        _all.Add(hold);
        Rooms += hold.IsRoom ? 1 : 0;
        foreach (var seat in hold.Seats) (_byNode[seat.Node] ??= []).Add(hold);
        hold.Job.Account.Promised += hold.Job.Amounts;
    }

    public void Remove(Hold hold)
    {
        _all.Remove(hold);
        Rooms -= hold.IsRoom ? 1 : 0;
        foreach (var seat in hold.Seats) _byNode[seat.Node]!.Remove(hold);
        foreach (var other in _all)
        {
            if (hold.IsThereAt(other.At)) Give(other.Spare, hold.Seats);
        }
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

    /// <summary>Those that begin later leave this much more at the time of a new one than if all began now.</summary>
    public void GiveLater(FreeSpace space, long at)
    {
        foreach (var other in _all)
        {
            if (other.At > at) Give(space, other.Seats);
        }
    }

    /// <summary>A job starts there now.</summary>
    public void Take(Tenant tenant)
    {
        foreach (var hold in _all)
        {
            if (tenant.End > hold.From) Take(hold.Spare, tenant.Seats);
        }
    }

    /// <summary>A job that counted as being there leaves earlier.</summary>
    public void Give(Tenant tenant)
    {
        foreach (var hold in _all)
        {
            if (tenant.End > hold.At) Give(hold.Spare, tenant.Seats);
        }
    }

    private static void Take(FreeSpace space, IReadOnlyList<Seat> seats)
    {
        foreach (var seat in seats) space.Take(seat);
    }

    private static void Give(FreeSpace space, IReadOnlyList<Seat> seats)
    {
        foreach (var seat in seats) space.Give(seat);
    }
}
