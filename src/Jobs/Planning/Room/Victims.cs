using Athanor.Jobs.Planning.Capacity;
using Athanor.Jobs.Planning.Queue;

namespace Athanor.Jobs.Planning.Room;

/// <summary>Who may be asked to make room, in the order of the harm: of low priority first, and of those the one that lost least work.</summary>
internal sealed class Victims
{
    /// <summary>How many are looked at in a round, for all who ask: it bounds the time of a round on a large cluster, and the next round goes on.</summary>
    private const int LooksPerRound = 300_000;

    private readonly Accounts _accounts;
    private readonly List<Tenant> _byHarm;
    private readonly int _lowestPriority;
    private int _looks;

    public Victims(Tenants tenants, Accounts accounts)
    {
        _accounts = accounts;
        _byHarm = [.. tenants.All.Where(tenant => tenant.Running is { IsPreemptible: true })];
        _lowestPriority = _byHarm.Count == 0 ? int.MaxValue : _byHarm.Min(tenant => tenant.Running!.Priority);
        _byHarm.RemoveAll(tenant => tenant.IsStopping);
        _byHarm.Sort(CompareHarm);
    }

    /// <summary>Whether there is anyone at all, those who are being stopped included.</summary>
    public bool MayBeAskedBy(int priority, bool isGuaranteed) => isGuaranteed ? _lowestPriority <= priority : _lowestPriority < priority;

    /// <summary>As few as make the job fit, which then have left the table; null where even all of them do not.</summary>
    public List<Tenant>? Choose(int priority, bool isGuaranteed, SlotTable table)
    {
        var chosen = new List<Tenant>();
        var given = new Dictionary<Account, Amounts>();
        foreach (var victim in _byHarm)
        {
            if (victim.Running!.Priority > priority || ++_looks > LooksPerRound) break;
            if (!IsFair(victim, priority, isGuaranteed, given)) continue;

            table.Give(victim.Seats);
            chosen.Add(victim);
            given[victim.Account] = given.GetValueOrDefault(victim.Account) + victim.Amounts;
            if (table.TakesAll) return KeepNeeded(chosen, table);
        }
        return null;
    }

    private bool IsFair(Tenant victim, int priority, bool isGuaranteed, Dictionary<Account, Amounts> given) =>
        !victim.IsPreempted && (victim.Running!.Priority < priority || (isGuaranteed && _accounts.IsBorrowing(victim.Account, given.GetValueOrDefault(victim.Account))));

    /// <summary>Lets those stay who turn out not to be in the way, the one that would lose most first.</summary>
    public static List<Tenant> KeepNeeded(List<Tenant> chosen, SlotTable table)
    {
        for (var index = chosen.Count - 1; index >= 0; index--)
        {
            table.Take(chosen[index].Seats);
            if (table.TakesAll) chosen.RemoveAt(index);
            else table.Give(chosen[index].Seats);
        }
        return chosen;
    }

    private static int CompareHarm(Tenant left, Tenant right)
    {
        var order = left.Running!.Priority.CompareTo(right.Running!.Priority);
        if (order == 0) order = right.Running.StartedAt.CompareTo(left.Running.StartedAt);
        return order != 0 ? order : right.Id.CompareTo(left.Id);
    }
}
