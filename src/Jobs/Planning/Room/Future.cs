using Athanor.Jobs.Planning.Capacity;
using Athanor.Jobs.Planning.Queue;

namespace Athanor.Jobs.Planning.Room;

/// <summary>
/// What becomes free when, if nothing else starts and nothing runs longer than it may. Those who are asked in this round to make room
/// count until their own end: nobody said yet by when they are gone.
/// </summary>
internal sealed class Future(Cluster cluster, Tenants tenants, Holds holds, DateTimeOffset now)
{
    private Tenant[] _byEnd = [];

    /// <summary>The first moment at which there is room for a job; null where there never is.</summary>
    public Opening? OpeningFor(Candidate job)
    {
        var space = SpaceNow();
        var table = new SlotTable(cluster, space, job);
        var time = now.UtcTicks;
        foreach (var (end, seats) in Departures())
        {
            if (end > time && table.TakesAll) break;
            time = end;
            table.Give(seats);
        }
        return table.Pack() is { } places ? new(time, places, space) : null;
    }

    /// <summary>What is free at a time, beside all that is kept.</summary>
    public FreeSpace SpaceAt(long time)
    {
        var space = SpaceNow();
        foreach (var (end, seats) in Departures())
        {
            if (end > time) break;
            foreach (var seat in seats) space.Give(seat);
        }
        return space;
    }

    private FreeSpace SpaceNow()
    {
        var space = tenants.Free.Copy();
        foreach (var hold in holds.All)
        {
            foreach (var seat in hold.Seats) space.Take(seat);
        }
        return space;
    }

    private IEnumerable<(long End, Seat[] Seats)> Departures()
    {
        SortTenants();
        var kept = holds.All.Where(hold => hold.Until < Ends.Never).OrderBy(hold => hold.Until).Select(hold => (hold.Until, hold.Seats.ToArray())).ToList();
        var next = 0;
        foreach (var tenant in _byEnd)
        {
            for (; next < kept.Count && kept[next].Until <= tenant.End; next++) yield return kept[next];
            yield return (tenant.End, tenant.Seats);
        }
        for (; next < kept.Count; next++) yield return kept[next];
    }

    private void SortTenants()
    {
        if (_byEnd.Length == tenants.All.Count) return;
        _byEnd = [.. tenants.All];
        Array.Sort(Array.ConvertAll(_byEnd, tenant => tenant.End), _byEnd);
    }
}
