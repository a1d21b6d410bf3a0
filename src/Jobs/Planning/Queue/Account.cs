using Athanor.Jobs.Planning.Capacity;

namespace Athanor.Jobs.Planning.Queue;

/// <summary>What a project holds, is promised and has used, and what that leaves it; it moves on with each job that is placed in the round.</summary>
internal sealed class Account(ProjectRules rules)
{
    private readonly Dictionary<string, Owner> _owners = new(StringComparer.Ordinal);
    private readonly double _share = Math.Max(rules.Share, double.Epsilon);
    private long _ahead;

    public string Project => rules.Project;

    public double Share => _share;

    public Quota Quota => rules.Quota;

    public Amounts Limit { get; } = Amounts.Of(rules.Quota);

    /// <summary>Those who run, also while they are being stopped.</summary>
    public List<Tenant> Tenants { get; } = [];

    public Amounts Held { get; private set; }

    /// <summary>What of that is being given back.</summary>
    public Amounts Leaving { get; set; }

    /// <summary>For jobs whose start is promised, so that the quota has room for them when their time comes.</summary>
    public Amounts Promised { get; set; }

    /// <summary>Its weight's part of all there is, among the projects that want something.</summary>
    public double Guarantee { get; set; }

    /// <summary>The processor seconds it used, and those that what it runs now is taken to use, for each unit of its share.</summary>
    public double Usage => (rules.Usage + _ahead) / _share;

    public QuotaHold? QuotaHold { get; set; }

    public Owner OwnerOf(string name)
    {
        if (!_owners.TryGetValue(name, out var owner)) _owners.Add(name, owner = new(name, rules.UsageByOwner.TryGetValue(name, out var usage) ? usage : 0));
        return owner;
    }

    public void Add(Tenant tenant, Owner owner, long ahead)
    {
        Tenants.Add(tenant);
        Held += tenant.Amounts;
        _ahead += ahead;
        owner.Ahead += ahead;
        if (tenant.IsStopping) Leaving += tenant.Amounts;
        if (QuotaHold is { } hold && tenant.End > hold.From) hold.Left -= tenant.Amounts;
    }

    public bool QuotaAllows(Amounts more, long end) =>
        (Held + Promised + more).FitsIn(Limit) && (QuotaHold is not { } hold || end <= hold.From || more.FitsIn(hold.Left));
}
