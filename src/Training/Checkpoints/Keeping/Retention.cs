namespace Athanor.Training.Checkpoints.Keeping;

public static class Retention
{
    /// <summary>What may go. What is not whole goes once a later step is whole: what is newer may be one that is being written.</summary>
    public static IReadOnlyList<CheckpointName> ToRemove(IReadOnlyList<KnownCheckpoint> known, RetentionRule rule)
    {
        var whole = known.Where(one => one.IsWhole).OrderByDescending(one => one.Name.Step).ThenByDescending(one => one.Name.Run, StringComparer.Ordinal).ToList();
        if (whole.Count == 0) return [];
        var kept = whole.Take(Math.Max(1, rule.Last)).Concat(Regular(whole, rule)).Concat(Best(whole, rule)).Select(one => one.Name).ToHashSet();
        return [.. known.Where(one => one.IsWhole ? !kept.Contains(one.Name) : one.Name.Step < whole[0].Name.Step).Select(one => one.Name)];
    }

    private static IEnumerable<KnownCheckpoint> Regular(List<KnownCheckpoint> whole, RetentionRule rule) => rule.EverySteps > 0 ? whole.Where(one => one.Name.Step % rule.EverySteps == 0) : [];

    private static IEnumerable<KnownCheckpoint> Best(List<KnownCheckpoint> whole, RetentionRule rule)
    {
        if (rule.Best is not { } best) return [];
        var measured = whole.Where(one => one.Metrics.TryGetValue(best.Metric, out var value) && double.IsFinite(value));
        return measured.OrderBy(one => best.IsLowerBetter ? one.Metrics[best.Metric] : -one.Metrics[best.Metric]).Take(best.Count);
    }
}
