namespace Athanor.Accounting.Reckoning;

/// <summary>
/// What machines had and what of that lay idle in a stretch of time. A machine has what it was seen to have; while nobody looked, or where jobs
/// hold more than was seen, it has what they hold. So what jobs hold and what lies idle are always all there is.
/// </summary>
internal sealed record MachineTime(ResourceTime Whole, ResourceTime Idle)
{
    public static MachineTime Of(IEnumerable<CapacityRow> capacity, IEnumerable<Holding> holdings, Stretch window)
    {
        var steps = new Dictionary<(string Node, Resource Resource), List<Step>>();
        foreach (var row in capacity)
            foreach (var (resource, amount) in Resource.In(row.Amounts)) Note(steps, row.Node, resource, row.Time.Within(window), amount, 0);
        foreach (var holding in holdings)
            foreach (var (resource, amount) in Resource.In(holding.Amounts)) Note(steps, holding.Node, resource, holding.Time.Within(window), 0, amount);

        var time = new MachineTime(new(), new());
        foreach (var ((_, resource), changes) in steps) time.Walk(resource, changes);
        return time;
    }

    private static void Note(Dictionary<(string, Resource), List<Step>> steps, string node, Resource resource, Stretch time, long seen, long held)
    {
        if (time.Length == 0 || seen + held == 0) return;
        if (!steps.TryGetValue((node, resource), out var known)) steps[(node, resource)] = known = [];
        known.Add(new(time.From, seen, held));
        known.Add(new(time.Until, -seen, -held));
    }

    private void Walk(Resource resource, List<Step> changes)
    {
        var (seen, held, since) = (0L, 0L, 0L);
        foreach (var change in changes.OrderBy(change => change.At))
        {
            Int128 length = change.At - since;
            Whole.Add(resource, Math.Max(seen, held) * length);
            Idle.Add(resource, Math.Max(0, seen - held) * length);
            (seen, held, since) = (seen + change.Seen, held + change.Held, change.At);
        }
    }

    // From here on so much more, or less, is seen and held.
    private readonly record struct Step(long At, long Seen, long Held);
}
