using Athanor.Jobs.Model;
using Athanor.Jobs.Planning;

namespace Athanor.WebConsole.Jobs;

/// <summary>Who held what of which machine: a lane for each accelerator, and as many for those that need processors only as ran beside each other.</summary>
public sealed record Timeline(DateTimeOffset From, DateTimeOffset Until, IReadOnlyList<Timeline.Group> Groups, int Hidden)
{
    private const int MostGroups = 12;
    private const int MostLanes = 16;
    private const double Narrowest = 0.5;

    /// <summary>Over how much time it may be drawn; each can be parted in three.</summary>
    private static readonly TimeSpan[] Spans = [TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), Longest];

    /// <summary>How wide a stretch is at least that can hold letters, in percent.</summary>
    private const double Legible = 4;

    public static TimeSpan Longest => TimeSpan.FromHours(6);

    public sealed record Group(string Machine, IReadOnlyList<Lane> Lanes);

    public sealed record Lane(string Name, IReadOnlyList<Stretch> Stretches);

    /// <summary>An attempt in its lane; where it begins and how wide it is are percents of the whole time.</summary>
    public sealed record Stretch(long Job, string Label, string Words, string Tone, double Start, double Width)
    {
        public bool IsLegible => Width >= Legible;
    }

    /// <summary>Over no more time than there is something to be seen in.</summary>
    public static Timeline Of(IReadOnlyList<Holding> holdings, IReadOnlyList<PlannedNode> nodes, DateTimeOffset now)
    {
        var oldest = holdings.Count == 0 ? now - Longest : holdings.Min(holding => holding.Attempt.PlacedAt);
        return Of(holdings, nodes, now - Spans.FirstOrDefault(span => now - span <= oldest, Longest), now);
    }

    public static Timeline Of(IReadOnlyList<Holding> holdings, IReadOnlyList<PlannedNode> nodes, DateTimeOffset from, DateTimeOffset until)
    {
        var held = holdings.Where(holding => holding.Attempt.PlacedAt < until && (holding.Attempt.EndedAt ?? until) > from)
            .OrderBy(holding => holding.Attempt.PlacedAt)
            .SelectMany(holding => holding.Attempt.Places.GroupBy(place => place.Node).Select(places => (Machine: places.Key, Holding: holding, Accelerators: places.SelectMany(place => place.Accelerators).ToList())))
            .ToLookup(part => part.Machine);
        var machines = nodes.Select(node => node.Name).Concat(held.Select(group => group.Key)).Distinct().ToList();
        var hidden = Math.Max(0, machines.Count - MostGroups);
        var groups = new List<Group>();
        foreach (var machine in machines.Take(MostGroups))
        {
            var accelerators = AcceleratorLanes(held[machine].Select(part => (part.Holding, part.Accelerators)), nodes.FirstOrDefault(node => node.Name == machine), from, until);
            var processors = ProcessorLanes([.. held[machine].Where(part => part.Accelerators.Count == 0).Select(part => part.Holding)], from, until);
            var lanes = accelerators.Concat(processors).ToList();
            hidden += Math.Max(0, lanes.Count - MostLanes);
            groups.Add(new(machine, [.. lanes.Take(MostLanes)]));
        }
        return new(from, until, groups, hidden);
    }

    private static IEnumerable<Lane> AcceleratorLanes(IEnumerable<(Holding Holding, List<string> Accelerators)> parts, PlannedNode? node, DateTimeOffset from, DateTimeOffset until)
    {
        var lanes = parts.SelectMany(part => part.Accelerators.Select(id => (Id: id, part.Holding))).GroupBy(pair => pair.Id).OrderBy(lane => lane.Key.Length).ThenBy(lane => lane.Key, StringComparer.Ordinal)
            .Select(lane => new Lane(ShortName(lane.Key), [.. lane.Select(pair => StretchOf(pair.Holding, from, until))])).ToList();
        var idle = (node?.Accelerators.Sum(group => group.Count) ?? 0) - lanes.Count;
        return lanes.Concat(Enumerable.Repeat(new Lane("unused", []), Math.Clamp(idle, 0, MostLanes)));
    }

    // Each goes into the first lane that is free by then.
    private static IEnumerable<Lane> ProcessorLanes(IReadOnlyList<Holding> holdings, DateTimeOffset from, DateTimeOffset until)
    {
        var lanes = new List<(DateTimeOffset FreeAt, List<Stretch> Stretches)>();
        foreach (var holding in holdings)
        {
            var index = lanes.FindIndex(lane => lane.FreeAt <= holding.Attempt.PlacedAt);
            var stretches = index < 0 ? [] : lanes[index].Stretches;
            stretches.Add(StretchOf(holding, from, until));
            var lane = (holding.Attempt.EndedAt ?? DateTimeOffset.MaxValue, stretches);
            if (index < 0) lanes.Add(lane);
            else lanes[index] = lane;
        }
        return lanes.Select(lane => new Lane("CPUs", lane.Stretches));
    }

    private static Stretch StretchOf(Holding holding, DateTimeOffset from, DateTimeOffset until)
    {
        var attempt = holding.Attempt;
        var start = Math.Clamp(PercentOf(attempt.PlacedAt), 0, 100 - Narrowest);
        var width = Math.Min(100 - start, Math.Max(Narrowest, PercentOf(attempt.EndedAt ?? until) - start));
        var (tone, state) = attempt switch { { EndedAt: null } => ("runs", "runs"), { Verdict.Length: > 0 } => ("failed", "did not end well"), _ => ("ended", "ended well") };
        var words = $"Job {attempt.Job} {holding.Name} of {holding.Owner}, {state}: {JobWords.Of((attempt.EndedAt ?? until) - attempt.PlacedAt)}";
        return new(attempt.Job, $"{attempt.Job} {holding.Name}", words, tone, start, width);

        double PercentOf(DateTimeOffset time) => 100 * ((time - from) / (until - from));
    }

    // Long identifiers differ at their ends.
    private static string ShortName(string id) => id.Split('-') is [.., var model, var index] && index.Length <= 3 ? $"{model} {index}" : id.Length <= 8 ? id : $"…{id[^6..]}";
}
