using System.Globalization;
using Athanor.Accounting.Model;

namespace Athanor.Accounting.Reckoning;

/// <summary>
/// The books of a stretch of time, closed: what each part held, what lay idle, and what there was in all. That the first two sum up to the third is
/// no matter of definition: idle and whole are found by walking through time machine by machine, the parts by adding up what jobs held.
/// </summary>
internal sealed record Books(IReadOnlyList<(string Key, Tally Tally)> Parts, Tally Idle, Tally Whole)
{
    public static Books Close(IReadOnlyList<CapacityRow> capacity, IReadOnlyList<Holding> holdings, Stretch window, CostGrouping by, EnergyModel model)
    {
        var parts = PartsOf(holdings, window, by, model);
        var machines = MachineTime.Of(capacity, holdings, window);
        var whole = Tally.Of(machines.Whole, model.OfIdle(machines.Whole) + ExtraOf(parts, model));
        foreach (var (_, part) in parts) whole.AddUse(part);
        return new(parts, Tally.Of(machines.Idle, model.OfIdle(machines.Idle)), whole);
    }

    public static IReadOnlyList<(string Key, Tally Tally)> PartsOf(IReadOnlyList<Holding> holdings, Stretch window, CostGrouping by, EnergyModel model)
    {
        var parts = new Dictionary<string, Tally>(StringComparer.Ordinal);
        foreach (var holding in holdings)
        {
            if (holding.Time.Within(window).Length == 0) continue;
            var key = KeyOf(holding, by);
            if (!parts.TryGetValue(key, out var part)) parts[key] = part = new();
            part.Add(holding, window, model);
        }
        var inOrder = by == CostGrouping.Job ? parts.OrderBy(part => long.Parse(part.Key, CultureInfo.InvariantCulture)) : parts.OrderBy(part => part.Key, StringComparer.Ordinal);
        return [.. inOrder.Select(part => (part.Key, part.Value))];
    }

    // What work drew beyond what the same resources would have drawn idle.
    private static Energy ExtraOf(IReadOnlyList<(string, Tally Tally)> parts, EnergyModel model) => parts.Aggregate(
        default(Energy), (sum, part) => sum + new Energy(part.Tally.Energy.Measured, part.Tally.Energy.Estimated - model.OfIdle(part.Tally.Time).Estimated));

    private static string KeyOf(Holding holding, CostGrouping by) => by switch
    {
        CostGrouping.Project => holding.Project,
        CostGrouping.Owner => holding.Owner,
        CostGrouping.Node => holding.Node,
        _ => $"{holding.Job}",
    };
}
