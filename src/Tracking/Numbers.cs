using Athanor.Foundation.Databases;

namespace Athanor.Tracking;

/// <summary>Lists of our own numbers in a statement.</summary>
internal static class Numbers
{
    public static Sql Append(Sql sql, IReadOnlyList<long> numbers)
    {
        if (numbers.Count == 0) return sql.Append($"(SELECT 0 WHERE 1 = 0)");
        sql.AppendLiteral("(");
        for (var index = 0; index < numbers.Count; index++)
        {
            if (index > 0) sql.AppendLiteral(",");
            sql.AppendFormatted(numbers[index]);
        }
        sql.AppendLiteral(")");
        return sql;
    }
}
