using Athanor.Foundation.Databases;
using Athanor.Tracking.Model;
using Athanor.Tracking.Search;

namespace Athanor.Tracking.LoggedModels;

/// <summary>Finds models. What orders them may be missing, and comes last then whichever way it is ordered.</summary>
internal sealed class LoggedModelQuery(LoggedModelQuestion asked, IReadOnlyList<Experiment> experiments)
{
    private static readonly SortColumn[] Last = [SortColumn.Number("m.created_at") with { IsAscending = false }, SortColumn.Text("m.model_id")];

    private readonly List<SortColumn> _columns = [.. asked.Order.SelectMany((term, index) => ColumnsOf(term.Term, index)), .. Last];

    /// <summary>Keys of the models, and the token of the next page where there is one.</summary>
    public (List<long> Keys, string? Next) Run(ReadSession session)
    {
        if (experiments.Count == 0) return ([], null);
        var found = session.Query(Write(), row => (Key: row.Long(0), Values: Keyset.Read(row, _columns, 1)));
        if (found.Count <= asked.Limit) return ([.. found.Select(row => row.Key)], null);
        return ([.. found[..^1].Select(row => row.Key)], new PageToken(0, found[^2].Values).Write());
    }

    private Sql Write()
    {
        var sql = new Sql(512, 16);
        sql.AppendLiteral("SELECT m.id" + string.Concat(_columns.Select(column => $", {column.Expression}")) + " FROM logged_models m");
        for (var index = 0; index < asked.Order.Count; index++)
            if (asked.Order[index].Term.Field is { Kind: FieldKind.Metric } field) AppendLatest(sql, $"s{index}", field.Key, asked.Order[index].Dataset);
        sql.AppendLiteral(" WHERE m.is_deleted = 0 AND m.experiment IN ");
        Numbers.Append(sql, [.. experiments.Select(experiment => experiment.Key)]);
        foreach (var comparison in asked.Filter) Append(sql, comparison);
        if (asked.Datasets.Count > 0 && !asked.Filter.Any(comparison => comparison.Field.Kind == FieldKind.Metric)) AppendMeasured(sql);
        if (asked.After is { } token) Keyset.AppendAfter(sql, _columns, token.ValuesFor(_columns));
        Keyset.AppendOrder(sql, _columns);
        return sql.Append($" LIMIT {asked.Limit + 1}");
    }

    private static IEnumerable<SortColumn> ColumnsOf(OrderTerm term, int index)
    {
        var column = term.Field.Kind == FieldKind.Metric ? new SortColumn($"s{index}.value", SortType.Real) : Vocabulary.LoggedModels.ColumnOf(term.Field.Key);
        return [SortColumn.Number($"CASE WHEN {column.Expression} IS NULL THEN 1 ELSE 0 END"), column with { IsAscending = term.IsAscending }];
    }

    // Of several runs and datasets, what was measured last.
    private static void AppendLatest(Sql sql, string alias, string key, DatasetName? dataset)
    {
        sql.AppendLiteral($" LEFT JOIN logged_model_metrics {alias} ON {alias}.id = (SELECT x.id FROM logged_model_metrics x WHERE x.model = m.id");
        sql.Append($" AND x.key = {key}");
        if (dataset is not null) AppendDataset(sql.Append($" AND "), dataset);
        sql.AppendLiteral(" ORDER BY x.timestamp DESC, x.step DESC, x.id LIMIT 1)");
    }

    private void Append(Sql sql, Comparison comparison)
    {
        sql.AppendLiteral(" AND ");
        if (comparison.Field.Kind == FieldKind.Attribute)
        {
            Conditions.Append(sql, Vocabulary.LoggedModels.ColumnOf(comparison.Field.Key).Expression, comparison);
            return;
        }
        var table = comparison.Field.Kind switch { FieldKind.Metric => "logged_model_metrics", FieldKind.Param => "logged_model_params", _ => "logged_model_tags" };
        sql.AppendLiteral($"EXISTS (SELECT 1 FROM {table} x WHERE x.model = m.id");
        sql.Append($" AND x.key = {comparison.Field.Key} AND ");
        Conditions.Append(sql, "x.value", comparison);
        if (comparison.Field.Kind == FieldKind.Metric && asked.Datasets.Count > 0) AppendDatasets(sql);
        sql.AppendLiteral(")");
    }

    private void AppendMeasured(Sql sql)
    {
        sql.AppendLiteral(" AND EXISTS (SELECT 1 FROM logged_model_metrics x WHERE x.model = m.id");
        AppendDatasets(sql);
        sql.AppendLiteral(")");
    }

    private void AppendDatasets(Sql sql)
    {
        for (var index = 0; index < asked.Datasets.Count; index++)
        {
            sql.AppendLiteral(index == 0 ? " AND (" : " OR ");
            AppendDataset(sql, asked.Datasets[index]);
        }
        sql.AppendLiteral(")");
    }

    private static void AppendDataset(Sql sql, DatasetName dataset)
    {
        sql.Append($"(x.dataset_name = {dataset.Name}");
        if (dataset.Digest is { } digest) sql.Append($" AND x.dataset_digest = {digest}");
        sql.AppendLiteral(")");
    }
}
