using Athanor.Compute.Inventory;
using Athanor.Foundation.Units;
using Athanor.Foundation.Usage;
using Athanor.Jobs.Model;
using Athanor.Jobs.Planning;

namespace Athanor.Jobs.Executors.Local;

/// <summary>This machine as a place for jobs: what it has, or is said to have, and which parts of it are free.</summary>
internal sealed class LocalMachine
{
    private const double UsableMemory = 0.9;

    private readonly IReadOnlyList<int> _processors;
    private readonly IReadOnlyList<Accelerator> _accelerators;

    public LocalMachine(MachineInventory inventory, JobsOptions options, string name)
    {
        var cpus = options.Cpus > 0 ? new Cpus((long)(options.Cpus * 1000)) : Cpus.Of(inventory.Processors.Count);
        var memory = options.Memory.Value > 0 ? options.Memory : new Bytes((long)(inventory.Memory.Value * UsableMemory));
        // Processors that are only said to be there cannot be given to anybody.
        _processors = cpus == Cpus.Of(inventory.Processors.Count) ? inventory.Processors.Numbers : [];
        _accelerators = [.. inventory.Accelerators, .. DeclaredAccelerators.Parse(options.Accelerators) ?? []];
        Node = new(name, cpus, memory)
        {
            Region = options.Region,
            Accelerators = [.. _accelerators.GroupBy(one => (one.Kind, one.Model, one.Memory)).Select(group => new NodeAccelerators(group.Key.Kind, group.Key.Model, group.Key.Memory, group.Count()))],
        };
    }

    public PlannedNode Node { get; }

    public IReadOnlyList<Accelerator> Accelerators => _accelerators;

    /// <summary>Gives each replica processors and accelerators of its own that no other place holds; null where there are not enough.</summary>
    public IReadOnlyList<ReplicaPlace>? Assign(ReplicaNeeds needs, int replicas, IEnumerable<ReplicaPlace> taken)
    {
        var held = taken.ToList();
        var processors = new Queue<int>(_processors.Except(held.SelectMany(place => place.Processors)));
        var busy = held.SelectMany(place => place.Accelerators).ToHashSet(StringComparer.Ordinal);
        var accelerators = new Queue<string>(_accelerators.Where(one => !busy.Contains(one.Id) && Fits(one, needs.Accelerators)).Select(one => one.Id));
        var (each, wanted) = (needs.Cpus.IsWhole && _processors.Count > 0 ? (int)needs.Cpus.Count : 0, needs.Accelerators?.Count ?? 0);
        if (accelerators.Count < wanted * replicas) return null;

        // Shares of processors fill up the whole ones that others have to themselves: who finds none left over shares with everybody.
        var pins = processors.Count >= each * replicas ? each : 0;
        return [.. Enumerable.Range(0, replicas).Select(_ => new ReplicaPlace(Node.Name) { Processors = Take(processors, pins), Accelerators = Take(accelerators, wanted) })];
    }

    /// <summary>Which kinds of its accelerators some places hold.</summary>
    public IReadOnlyList<HeldAccelerators> Held(IReadOnlyList<ReplicaPlace> places)
    {
        var ids = places.SelectMany(place => place.Accelerators).ToHashSet(StringComparer.Ordinal);
        return ids.Count == 0
            ? []
            : [.. _accelerators.Where(one => ids.Contains(one.Id)).GroupBy(one => (one.Model, one.Memory)).Select(group => new HeldAccelerators(Node.Name, group.Key.Model, group.Key.Memory, group.Count()))];
    }

    /// <summary>Some of its accelerators, by their identifiers, as amounts of kinds and models.</summary>
    public IReadOnlyList<AcceleratorAmount> AmountsOf(IEnumerable<string> identifiers)
    {
        var ids = identifiers.ToHashSet(StringComparer.Ordinal);
        return
        [
            .. from one in _accelerators
               where ids.Contains(one.Id)
               group one by (one.Kind, one.Model) into alike
               let limit = alike.Max(one => one.PowerLimitWatts)
               select new AcceleratorAmount(alike.Key.Kind, alike.Key.Model, alike.Count()) { PowerLimit = limit is { } watts ? new Watts(watts) : null },
        ];
    }

    private static bool Fits(Accelerator one, AcceleratorNeeds? needs) => needs is not null && one.Kind == needs.Kind && one.Memory >= needs.Memory
        && (needs.Model is null || one.Model.Contains(needs.Model, StringComparison.OrdinalIgnoreCase));

    private static List<T> Take<T>(Queue<T> from, int count)
    {
        var taken = new List<T>(count);
        while (taken.Count < count) taken.Add(from.Dequeue());
        return taken;
    }
}
