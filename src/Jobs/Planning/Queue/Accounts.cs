using Athanor.Jobs.Planning.Capacity;

namespace Athanor.Jobs.Planning.Queue;

/// <summary>The projects of a round.</summary>
internal sealed class Accounts
{
    /// <summary>A job counts from its first moment for what it will use in an hour, so that one project cannot fill everything before its usage shows.</summary>
    private const int SecondsAhead = 3600;

    private const double Tolerance = 1e-9;

    private readonly Dictionary<string, Account> _accounts = new(StringComparer.Ordinal);
    private readonly Amounts _size;

    public Accounts(IReadOnlyList<ProjectRules> projects, Amounts size)
    {
        _size = size;
        foreach (var rules in projects) _accounts[rules.Project] = new(rules);
    }

    public Account Of(string project)
    {
        if (!_accounts.TryGetValue(project, out var account)) _accounts.Add(project, account = new(new(project)));
        return account;
    }

    public void Add(Tenant tenant, Owner owner, TimeSpan? limit)
    {
        var seconds = limit is { TotalSeconds: < SecondsAhead } short_ ? short_.TotalSeconds : SecondsAhead;
        tenant.Account.Add(tenant, owner, (long)Math.Ceiling(ProcessorsOf(tenant.Amounts) * seconds));
    }

    /// <summary>Shares the whole among those who run or want to run something.</summary>
    public static void Guarantee(IEnumerable<Account> wanting)
    {
        var all = wanting.OrderBy(account => account.Project, StringComparer.Ordinal).ToList();
        var shares = all.Sum(account => account.Share);
        foreach (var account in all) account.Guarantee = account.Share / shares;
    }

    /// <summary>Whether a project stays within its guaranteed part with that much more.</summary>
    public bool IsGuaranteed(Account account, Amounts more) => (account.Held + account.Promised + more).PartOf(_size) <= account.Guarantee + Tolerance;

    /// <summary>Whether a project has more than its guaranteed part, also when it has given back what it is asked for and that much beside.</summary>
    public bool IsBorrowing(Account account, Amounts less) => (account.Held - account.Leaving - less).PartOf(_size) > account.Guarantee + Tolerance;

    /// <summary>Accelerators and memory are worth the processors that come with them on this cluster.</summary>
    private double ProcessorsOf(Amounts amounts) => amounts.PartOf(_size) * _size.Cpus / 1000;
}
