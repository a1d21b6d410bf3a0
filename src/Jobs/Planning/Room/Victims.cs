using Athanor.Jobs.Planning.Capacity;
using Athanor.Jobs.Planning.Queue;

namespace Athanor.Jobs.Planning.Room;

/// <summary>Who may be asked to make room, in the order of the harm: of low priority first, and of those the one that lost least work.</summary>
internal sealed class Victims
{
    /// <summary>How many are looked at in a round, for all who ask: it bounds the time of a round on a large cluster, and the next round goes on.</summary>
    private const int LooksPerRound = 300_000;

    private readonly Accounts _accounts;
    private readonly Tenant[] _byHarm;
    private readonly int _lowestPriority;
    private int _looks;

    public Victims(Tenants tenants, Accounts accounts)
    {
        _accounts = accounts;
        _lowestPriority = int.MaxValue;
        var victims = new List<Tenant>();
        foreach (var tenant in tenants.All)
        {
            if (!tenant.Running!.IsPreemptible) continue;
            _lowestPriority = Math.Min(_lowestPriority, tenant.Running.Priority);
            if (!tenant.IsStopping) victims.Add(tenant);
        }
        _byHarm = [.. victims];
        Array.Sort(Array.ConvertAll(_byHarm, Harm.Of), _byHarm);
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

    private readonly record struct Harm(int Priority, DateTimeOffset StartedAt, long Id) : IComparable<Harm>
    {
        public static Harm Of(Tenant tenant) => new(tenant.Running!.Priority, tenant.Running.StartedAt, tenant.Id);

        public int CompareTo(Harm other)
        {
            var order = Priority.CompareTo(other.Priority);
            if (order == 0) order = other.StartedAt.CompareTo(StartedAt);
            return order != 0 ? order : other.Id.CompareTo(Id);
        }
    }
}
