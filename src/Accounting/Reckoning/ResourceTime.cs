using Athanor.Foundation.Usage;

namespace Athanor.Accounting.Reckoning;

/// <summary>How much of each resource for how long: amounts times microseconds, in whole numbers, so that no order of adding changes a sum.</summary>
internal sealed class ResourceTime
{
    private readonly Dictionary<Resource, Int128> _amounts = [];

    public IEnumerable<KeyValuePair<Resource, Int128>> All => _amounts.OrderBy(entry => (entry.Key.Sort, entry.Key.Kind, entry.Key.Model));

    public IEnumerable<KeyValuePair<Resource, Int128>> Accelerators => All.Where(entry => entry.Key.Sort == ResourceSort.Accelerator);

    public Int128 AllAccelerators => _amounts.Where(entry => entry.Key.Sort == ResourceSort.Accelerator).Aggregate(Int128.Zero, (sum, entry) => sum + entry.Value);

    public Int128 Of(Resource resource) => _amounts.GetValueOrDefault(resource);

    public void Add(Resource resource, Int128 amount)
    {
        if (amount != 0) _amounts[resource] = Of(resource) + amount;
    }

    public void Add(ResourceAmounts amounts, long microseconds)
    {
        foreach (var (resource, amount) in Resource.In(amounts)) Add(resource, (Int128)amount * microseconds);
    }

    public void Add(ResourceTime other)
    {
        foreach (var (resource, amount) in other._amounts) Add(resource, amount);
    }
}
