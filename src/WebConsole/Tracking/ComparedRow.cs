using Athanor.Tracking.Model;

namespace Athanor.WebConsole.Tracking;

/// <summary>A name, and what each of several has under it; empty where it has nothing.</summary>
public sealed record ComparedRow(string Name, IReadOnlyList<string> Values)
{
    public bool IsSame => Values.All(value => value == Values[0]);

    /// <summary>Those that differ first.</summary>
    public static IReadOnlyList<ComparedRow> Of(IReadOnlyList<IReadOnlyList<NamedText>> columns)
    {
        var found = columns.Select(column => column.GroupBy(text => text.Key).ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.Ordinal)).ToList();
        var names = found.SelectMany(column => column.Keys).Distinct().Order(StringComparer.Ordinal);
        return [.. names.Select(name => new ComparedRow(name, [.. found.Select(column => column.GetValueOrDefault(name, ""))])).OrderBy(row => row.IsSame)];
    }

    /// <summary>As texts, so that they are compared as they are shown.</summary>
    public static IReadOnlyList<NamedText> MetricsOf(RunData run) => [.. run.Metrics.Select(metric => new NamedText(metric.Key, TrackingWords.Of(metric.Point.Value)))];
}
