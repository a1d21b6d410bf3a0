using Athanor.Foundation.Databases;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Search;

namespace Athanor.Tracking.Registry.Search;

/// <summary>Finds keys of models or versions of a project: a filter, an order and a place to go on from, written as SQL in our own words.</summary>
internal abstract class RegistryQuery
{
    // Clients of MLflow always ask for models that are no prompts; a model without the tag is none.
    private const string PromptTag = "mlflow.prompt.is_prompt";

    private readonly string _project;
    private readonly Vocabulary _vocabulary;
    private readonly int _limit;
    private readonly List<Comparison> _filter;
    private readonly List<SortColumn> _columns;
    private readonly PageToken? _after;

    protected RegistryQuery(string project, RegistrySearch search, Vocabulary vocabulary, int greatestLimit, string[] usualOrder, SortColumn[] ties)
    {
        SearchLimit.Check(search.Limit, greatestLimit);
        var parser = new FilterParser(vocabulary);
        (_project, _vocabulary, _limit) = (project, vocabulary, search.Limit);
        (_filter, _after) = (parser.ParseFilter(search.Filter), PageToken.Read(search.PageToken));
        _columns = ColumnsOf(parser.ParseOrder(search.OrderBy.Count > 0 ? search.OrderBy : usualOrder), ties);
    }

    protected abstract string Key { get; }

    /// <summary>Up to the project, which follows.</summary>
    protected abstract string From { get; }

    /// <summary>A tag of the row, under the name t, up to its key, which follows.</summary>
    protected abstract string Tag { get; }

    /// <summary>The tag that makes the row's model a prompt, up to its key, which follows.</summary>
    protected abstract string ModelTag { get; }

    public (List<long> Keys, string? Next) Run(ReadSession session)
    {
        var rows = session.Query(Write(), row => (Key: row.Long(0), Values: Keyset.Read(row, _columns, 1)));
        if (rows.Count <= _limit) return ([.. rows.Select(row => row.Key)], null);
        return ([.. rows.SkipLast(1).Select(row => row.Key)], new PageToken(0, rows[^2].Values).Write());
    }

    private Sql Write()
    {
        var sql = new Sql(512, 16);
        sql.AppendLiteral($"SELECT {Key}" + string.Concat(_columns.Select(column => $", {column.Expression}")) + From);
        sql.AppendFormatted(_project);
        foreach (var comparison in _filter.Where(comparison => !IsOfPrompts(comparison))) Append(sql, comparison);
        AppendPrompts(sql, _filter.Find(IsOfPrompts));
        if (_after is not null) Keyset.AppendAfter(sql, _columns, _after.ValuesFor(_columns));
        Keyset.AppendOrder(sql, _columns);
        return sql.Append($" LIMIT {_limit + 1L}");
    }

    private void Append(Sql sql, Comparison comparison)
    {
        if (comparison.Field.Kind == FieldKind.Attribute)
        {
            sql.AppendLiteral(" AND ");
            Conditions.Append(sql, _vocabulary.ColumnOf(comparison.Field.Key).Expression, comparison);
            return;
        }
        sql.AppendLiteral($" AND EXISTS ({Tag}");
        sql.Append($"{comparison.Field.Key} AND ");
        Conditions.Append(sql, "t.value", comparison);
        sql.AppendLiteral(")");
    }

    private void AppendPrompts(Sql sql, Comparison? asked)
    {
        var wantsPrompts = asked is { Comparator: "=", Texts: ["true"] } or { Comparator: "!=", Texts: ["false"] };
        sql.AppendLiteral(wantsPrompts ? $" AND EXISTS ({ModelTag}" : $" AND NOT EXISTS ({ModelTag}");
        sql.Append($"{PromptTag} AND t.value = {"true"})");
    }

    private static bool IsOfPrompts(Comparison comparison) => comparison.Field is { Kind: FieldKind.Tag, Key: PromptTag };

    private List<SortColumn> ColumnsOf(List<OrderTerm> order, SortColumn[] ties)
    {
        if (order.Exists(term => term.Field.Kind != FieldKind.Attribute)) throw new ProblemException(RegistryProblems.Invalid("Models and their versions are ordered by their attributes."));
        var columns = order.ConvertAll(term => _vocabulary.ColumnOf(term.Field.Key) with { IsAscending = term.IsAscending });
        return [.. columns, .. ties.Where(tie => !columns.Exists(column => column.Expression == tie.Expression))];
    }
}
