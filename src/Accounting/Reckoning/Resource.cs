using Athanor.Foundation.Usage;

namespace Athanor.Accounting.Reckoning;

/// <summary>Something of which a machine has an amount: processors in thousandths, memory in bytes, or accelerators of a kind and model by their number.</summary>
internal readonly record struct Resource(ResourceSort Sort, string Kind, string Model)
{
    public static readonly Resource Cpus = new(ResourceSort.Cpus, "", "");
    public static readonly Resource Memory = new(ResourceSort.Memory, "", "");

    public static Resource Accelerator(string kind, string model) => new(ResourceSort.Accelerator, kind, model);

    public static IEnumerable<(Resource Resource, long Amount)> In(ResourceAmounts amounts) =>
        [(Cpus, amounts.Cpus.Thousandths), (Memory, amounts.Memory.Value), .. amounts.Accelerators.Select(each => (Accelerator(each.Kind, each.Model), (long)each.Count))];
}

internal enum ResourceSort
{
    Cpus,
    Memory,
    Accelerator,
}
