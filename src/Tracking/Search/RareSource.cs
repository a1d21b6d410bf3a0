using Athanor.Foundation.Databases;

namespace Athanor.Tracking.Search;

/// <summary>
/// Looks whether one condition of a filter leaves so few runs that they are best found by it and sorted.
/// Where none does, runs that fit are common, and walking along the order soon meets a page of them.
/// </summary>
internal static class RareSource
{
    public const int Few = 2000;

    public static RunSource? Find(ReadSession session, IReadOnlyList<Comparison> filter, IReadOnlyDictionary<Field, RunSource> sources, long[] experiments, int few) => filter
        .Where(comparison => sources.ContainsKey(comparison.Field) && HasIndex(comparison))
        .Select(comparison => (Source: sources[comparison.Field], Count: Count(session, comparison, experiments, few)))
        .Where(found => found.Count < few)
        .OrderBy(found => found.Count)
        .Select(found => found.Source)
        .FirstOrDefault();

    private static bool HasIndex(Comparison comparison) => comparison.Comparator == "=" || (comparison.Field.Kind == FieldKind.Metric && comparison.Comparator is ">" or ">=" or "<" or "<=");

    // Counts no further than it has to.
    private static long Count(ReadSession session, Comparison comparison, long[] experiments, int few)
    {
        var source = new RunSource(comparison.Field, "s");
        var sql = new Sql(256, 8);
        sql.AppendLiteral($"SELECT COUNT(*) FROM (SELECT 1 FROM {source.Table} s WHERE s.experiment IN ");
        Numbers.Append(sql, experiments).Append($" AND s.key = {comparison.Field.Key} AND ");
        if (source.Type == SortType.Text) Conditions.AppendIndexed(sql, source.Value, comparison);
        else Conditions.Append(sql, source.Value, comparison);
        return session.Count(sql.Append($" LIMIT {few}) found"));
    }
}
