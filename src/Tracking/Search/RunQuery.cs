using Athanor.Foundation.Databases;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Model;

namespace Athanor.Tracking.Search;

/// <summary>Finds runs. Metrics are looked up by their latest values, so that no search ever reads a history.</summary>
internal sealed class RunQuery
{
    private readonly RunQuestion _asked;
    private readonly long[] _experiments;
    private readonly long[] _deleted;
    private readonly Dictionary<Field, RunSource> _sources = [];
    private readonly int _few;
    private RunSource? _rare;

    public RunQuery(RunQuestion asked, IReadOnlyList<Experiment> experiments, int few = RareSource.Few)
    {
        (_asked, _few) = (asked, few);
        _deleted = [.. experiments.Where(experiment => experiment.IsDeleted).Select(experiment => experiment.Key)];
        _experiments = [.. experiments.Select(experiment => experiment.Key).Where(key => asked.View != LifecycleView.ActiveOnly || !_deleted.Contains(key))];
        foreach (var comparison in asked.Filter) AddSource(comparison.Field, isRequired: true);
        foreach (var term in asked.Order) AddSource(term.Field, isRequired: false);
    }

    /// <summary>Keys of the runs, and the token of the next page where there is one.</summary>
    public (List<long> Keys, string? Next) Run(ReadSession session)
    {
        var (parts, found) = (Parts(), new List<FoundRow>());
        if (_asked.After is { } token && (token.Part < 0 || token.Part >= parts.Count)) throw new ProblemException(TrackingProblems.BadPageToken);
        if (_experiments.Length == 0) return ([], null);
        if (!_asked.Filter.Any(IsById)) _rare = RareSource.Find(session, _asked.Filter, _sources, _experiments, _few);
        for (var part = _asked.After?.Part ?? 0; part < parts.Count && found.Count <= _asked.Limit; part++) found.AddRange(Ask(session, part, parts[part], 1 + _asked.Limit - found.Count));

        if (found.Count <= _asked.Limit) return ([.. found.Select(row => row.Key)], null);
        var page = found[..^1];
        return ([.. page.Select(row => row.Key)], new PageToken(page[^1].Part, page[^1].Values).Write());
    }

    /// <summary>The question of one part, for the test that looks how it is answered.</summary>
    internal Sql Write(int number, RunPart part, int limit)
    {
        var columns = ColumnsOf(part);
        var sql = new Sql(512, 16);
        sql.AppendLiteral("SELECT r.id" + string.Concat(columns.Select(column => $", {column.Expression}")));
        AppendTables(sql, part);
        AppendConditions(sql, part);
        if (_asked.After is { } token && token.Part == number) Keyset.AppendAfter(sql, columns, token.ValuesFor(columns));
        Keyset.AppendOrder(sql, columns);
        return sql.Append($" LIMIT {limit}");
    }

    internal List<RunPart> Parts()
    {
        if (_asked.Order is not [var first, ..] || !CanBeMissing(first.Field)) return [RunPart.Present];
        if (_sources.TryGetValue(first.Field, out var source) && source.IsRequired) return [RunPart.Present];
        return first.Field.Kind == FieldKind.Metric ? [RunPart.Present, RunPart.NotANumber, RunPart.Missing] : [RunPart.Present, RunPart.Missing];
    }

    private List<FoundRow> Ask(ReadSession session, int number, RunPart part, int limit)
    {
        var columns = ColumnsOf(part);
        return session.Query(Write(number, part, limit), row => new FoundRow(row.Long(0), number, Keyset.Read(row, columns, 1)));
    }

    private List<SortColumn> ColumnsOf(RunPart part)
    {
        var columns = _asked.Order.SelectMany((term, index) => index > 0 ? ColumnsOf(term) : part == RunPart.Present ? ColumnsOf(term).TakeLast(1) : []).ToList();
        if (!_asked.Order.Any(term => term.Field == new Field(FieldKind.Attribute, "start_time"))) columns.Add(SortColumn.Number("r.start_time") with { IsAscending = false });
        if (!_asked.Order.Any(term => term.Field == new Field(FieldKind.Attribute, "run_id"))) columns.Add(SortColumn.Text("r.uuid"));
        return columns;
    }

    private IEnumerable<SortColumn> ColumnsOf(OrderTerm term)
    {
        if (_sources.TryGetValue(term.Field, out var source)) return [source.Rank, new(source.Value, source.Type, term.IsAscending)];
        var column = Vocabulary.Runs.ColumnOf(term.Field.Key) with { IsAscending = term.IsAscending };
        return CanBeMissing(term.Field) ? [SortColumn.Number($"CASE WHEN {column.Expression} IS NULL THEN 2 ELSE 0 END"), column] : [column];
    }

    // Where a filter leaves few runs, or the first term of the order has an index, that leads; the cross join keeps SQLite from beginning elsewhere.
    // What follows is looked up by its run, so the experiment is not named there again: an engine might take it for a place to begin.
    private void AppendTables(Sql sql, RunPart part)
    {
        var leading = LeadingOf(part);
        var first = FirstTableOf(part);
        sql.AppendLiteral(first is null ? " FROM runs r" : $" FROM {first.Table} {first.Alias} CROSS JOIN runs r");
        foreach (var source in _sources.Values.Where(source => source != first && !(part == RunPart.Missing && source == FirstSource)))
        {
            sql.AppendLiteral($" {(source.IsRequired || source == leading ? "" : "LEFT ")}JOIN {source.Table} {source.Alias} ON {source.Alias}.run = r.id");
            AppendName(sql, source);
        }
    }

    private void AppendConditions(Sql sql, RunPart part)
    {
        sql.AppendLiteral(" WHERE ");
        AppendExperiments(sql, "r", _experiments);
        AppendPart(sql, part);
        AppendLifecycle(sql);
        foreach (var comparison in _asked.Filter) Append(sql, comparison);
    }

    private void AppendPart(Sql sql, RunPart part)
    {
        if (FirstTableOf(part) is { } table)
        {
            sql.AppendLiteral($" AND {table.Alias}.run = r.id");
            AppendName(sql, table);
            sql.AppendLiteral(" AND ");
            AppendExperiments(sql, table.Alias, _experiments);
        }
        if (LeadingOf(part) is { } leading)
        {
            sql.AppendLiteral($" AND {leading.Value} IS {(part == RunPart.Present ? "NOT NULL" : "NULL")}");
        }
        else if (FirstSource is { } missing)
        {
            sql.AppendLiteral($" AND NOT EXISTS (SELECT 1 FROM {missing.Table} {missing.Alias} WHERE {missing.Alias}.run = r.id");
            sql.Append($" AND key = {missing.Field.Key})");
        }
        else if (_asked.Order is [var first, ..] && CanBeMissing(first.Field))
        {
            sql.AppendLiteral($" AND {Vocabulary.Runs.ColumnOf(first.Field.Key).Expression} IS {(part == RunPart.Present ? "NOT NULL" : "NULL")}");
        }
    }

    private void AppendLifecycle(Sql sql)
    {
        if (_asked.View == LifecycleView.ActiveOnly) sql.AppendLiteral(" AND r.is_deleted = 0");
        if (_asked.View != LifecycleView.DeletedOnly) return;
        sql.AppendLiteral(" AND (r.is_deleted = 1 OR r.experiment IN ");
        Numbers.Append(sql, _deleted);
        sql.AppendLiteral(")");
    }

    private void Append(Sql sql, Comparison comparison)
    {
        sql.AppendLiteral(" AND ");
        if (comparison.Field.Kind == FieldKind.Attribute)
        {
            Conditions.Append(sql, Vocabulary.Runs.ColumnOf(comparison.Field.Key).Expression, comparison);
        }
        else if (comparison.Field.Kind == FieldKind.Dataset)
        {
            sql.AppendLiteral("EXISTS (SELECT 1 FROM run_inputs i WHERE i.run = r.id AND ");
            Conditions.Append(sql, $"i.{comparison.Field.Key}", comparison);
            sql.AppendLiteral(")");
        }
        else
        {
            var source = _sources[comparison.Field];
            if (source.Type == SortType.Text) Conditions.AppendIndexed(sql, source.Value, comparison);
            else Conditions.Append(sql, source.Value, comparison);
        }
    }

    private static void AppendName(Sql sql, RunSource source)
    {
        sql.AppendLiteral($" AND {source.Alias}.key = ");
        sql.AppendFormatted(source.Field.Key);
    }

    private static void AppendExperiments(Sql sql, string alias, long[] experiments)
    {
        sql.AppendLiteral($"{alias}.experiment {(experiments.Length == 1 ? "=" : "IN")} ");
        if (experiments.Length == 1) sql.AppendFormatted(experiments[0]);
        else Numbers.Append(sql, experiments);
    }

    private RunSource? FirstSource => _asked.Order is [var first, ..] ? _sources.GetValueOrDefault(first.Field) : null;

    private RunSource? FirstTableOf(RunPart part) => _rare ?? LeadingOf(part);

    private RunSource? LeadingOf(RunPart part) => part == RunPart.Missing ? null : FirstSource;

    private static bool IsById(Comparison comparison) => comparison is { Field: { Kind: FieldKind.Attribute, Key: "run_id" }, Comparator: "=" or "IN" };

    private static bool CanBeMissing(Field field) => field.Kind != FieldKind.Attribute || field.Key == "end_time";

    private void AddSource(Field field, bool isRequired)
    {
        if (field.Kind is FieldKind.Attribute or FieldKind.Dataset) return;
        if (!_sources.TryGetValue(field, out var source)) _sources[field] = source = new(field, $"s{_sources.Count}");
        source.IsRequired |= isRequired;
    }

    private sealed record FoundRow(long Key, int Part, IReadOnlyList<object?> Values);
}
