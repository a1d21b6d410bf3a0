using Athanor.Foundation.Databases;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Model;

namespace Athanor.Tracking.Search;

/// <summary>Finds experiments of a project.</summary>
internal sealed class ExperimentQuery
{
    private readonly string _project;
    private readonly ExperimentSearch _search;
    private readonly List<Comparison> _filter;
    private readonly List<SortColumn> _columns;
    private readonly PageToken? _after;

    public ExperimentQuery(string project, ExperimentSearch search)
    {
        SearchLimit.Check(search.Limit);
        var parser = new FilterParser(Vocabulary.Experiments);
        (_project, _search, _filter, _after) = (project, search, parser.ParseFilter(search.Filter), PageToken.Read(search.PageToken));
        _columns = ColumnsOf(parser.ParseOrder(search.OrderBy.Count > 0 ? search.OrderBy : ["creation_time DESC"]));
    }

    public (List<long> Keys, string? Next) Run(ReadSession session)
    {
        var rows = session.Query(Write(), row => (Key: row.Long(0), Values: Keyset.Read(row, _columns, 1)));
        if (rows.Count <= _search.Limit) return ([.. rows.Select(row => row.Key)], null);
        return ([.. rows.SkipLast(1).Select(row => row.Key)], new PageToken(0, rows[^2].Values).Write());
    }

    private Sql Write()
    {
        var sql = new Sql(256, 8);
        sql.AppendLiteral("SELECT e.id" + string.Concat(_columns.Select(column => $", {column.Expression}")) + " FROM experiments e WHERE e.project = ");
        sql.AppendFormatted(_project);
        if (_search.View == LifecycleView.ActiveOnly) sql.AppendLiteral(" AND e.is_deleted = 0");
        if (_search.View == LifecycleView.DeletedOnly) sql.AppendLiteral(" AND e.is_deleted = 1");
        foreach (var comparison in _filter) Append(sql, comparison);
        if (_after is not null) Keyset.AppendAfter(sql, _columns, _after.ValuesFor(_columns));
        Keyset.AppendOrder(sql, _columns);
        return sql.Append($" LIMIT {_search.Limit + 1L}");
    }

    private static void Append(Sql sql, Comparison comparison)
    {
        if (comparison.Field.Kind == FieldKind.Attribute)
        {
            sql.AppendLiteral(" AND ");
            Conditions.Append(sql, Vocabulary.Experiments.ColumnOf(comparison.Field.Key).Expression, comparison);
            return;
        }
        sql.Append($" AND EXISTS (SELECT 1 FROM experiment_tags t WHERE t.experiment = e.id AND t.key = {comparison.Field.Key} AND ");
        Conditions.Append(sql, "t.value", comparison);
        sql.AppendLiteral(")");
    }

    private static List<SortColumn> ColumnsOf(List<OrderTerm> order)
    {
        if (order.Exists(term => term.Field.Kind != FieldKind.Attribute)) throw new ProblemException(TrackingProblems.Invalid("Experiments are ordered by their attributes."));
        var columns = order.ConvertAll(term => Vocabulary.Experiments.ColumnOf(term.Field.Key) with { IsAscending = term.IsAscending });
        if (!order.Exists(term => term.Field.Key == "experiment_id")) columns.Add(SortColumn.Number("e.number") with { IsAscending = false });
        return columns;
    }
}
