using Athanor.Foundation.Databases;

namespace Athanor.Tracking.Search;

/// <summary>Orders rows by columns, and goes on behind a row that is known by what stands in them: however far that is, it costs the same.</summary>
internal static class Keyset
{
    public static void AppendOrder(Sql sql, IReadOnlyList<SortColumn> columns) =>
        sql.AppendLiteral(" ORDER BY " + string.Join(", ", columns.Select(column => column.Expression + (column.IsAscending ? "" : " DESC"))));

    public static void AppendAfter(Sql sql, IReadOnlyList<SortColumn> columns, IReadOnlyList<object?> last)
    {
        // A bound of the first column alone lets an index begin there.
        sql.AppendLiteral(" AND ");
        if (last[0] is not null) AppendBound(sql, columns[0], last[0], orEqual: true);
        else sql.AppendLiteral("1 = 1");
        sql.AppendLiteral(" AND ");
        AppendAfter(sql, columns, last, 0);
    }

    public static List<object?> Read(Row row, IReadOnlyList<SortColumn> columns, int first) => [.. columns.Select((column, index) => Read(row, column.Type, first + index))];

    private static void AppendAfter(Sql sql, IReadOnlyList<SortColumn> columns, IReadOnlyList<object?> last, int index)
    {
        if (index == columns.Count)
        {
            sql.AppendLiteral("1 = 0");
            return;
        }
        if (last[index] is null)
        {
            AppendAfter(sql, columns, last, index + 1);
            return;
        }
        sql.AppendLiteral("(");
        AppendBound(sql, columns[index], last[index], orEqual: false);
        sql.AppendLiteral($" OR ({columns[index].Expression} = ");
        AppendValue(sql, last[index]);
        sql.AppendLiteral(" AND ");
        AppendAfter(sql, columns, last, index + 1);
        sql.AppendLiteral("))");
    }

    private static void AppendBound(Sql sql, SortColumn column, object? value, bool orEqual)
    {
        sql.AppendLiteral($"{column.Expression} {(column.IsAscending ? ">" : "<")}{(orEqual ? "=" : "")} ");
        AppendValue(sql, value);
    }

    private static void AppendValue(Sql sql, object? value)
    {
        if (value is string text) sql.AppendFormatted(text);
        else if (value is long number) sql.AppendFormatted(number);
        else if (value is double real) sql.AppendFormatted(real);
    }

    private static object? Read(Row row, SortType type, int column) => type switch
    {
        SortType.Text => row.TextOrNull(column),
        SortType.Real => row.DoubleOrNull(column),
        _ => row.LongOrNull(column),
    };
}
