using Athanor.Foundation.Databases;

namespace Athanor.Tracking.Search;

/// <summary>Writes a comparison as SQL; all that a caller said becomes a parameter.</summary>
internal static class Conditions
{
    /// <summary>The expression is in words of our own.</summary>
    public static void Append(Sql sql, string expression, Comparison comparison)
    {
        switch (comparison.Comparator)
        {
            case "LIKE":
                sql.AppendLiteral($"{expression} LIKE ");
                sql.Append($"{Escaped(comparison.Texts[0])} ESCAPE '\\'");
                break;
            case "ILIKE":
                sql.AppendLiteral($"LOWER({expression}) LIKE ");
                sql.Append($"{Escaped(Lowered(comparison.Texts[0]))} ESCAPE '\\'");
                break;
            case "IN" or "NOT IN":
                sql.AppendLiteral($"{expression} {comparison.Comparator} ");
                sql.Append($"{comparison.Texts}");
                break;
            default:
                sql.AppendLiteral($"{expression} {comparison.Comparator} ");
                AppendValue(sql, comparison);
                break;
        }
    }

    /// <summary>Of a parameter or a tag. An index holds only how they begin, and finds those that begin alike.</summary>
    public static void AppendIndexed(Sql sql, string expression, Comparison comparison)
    {
        if (comparison.Comparator != "=")
        {
            Append(sql, expression, comparison);
            return;
        }
        sql.AppendLiteral($"substr({expression}, 1, 100) = substr(");
        sql.Append($"{comparison.Texts[0]}");
        // Of two equalities SQLite would put one into the other, and then know the index no more.
        sql.AppendLiteral($", 1, 100) AND NOT {expression} <> ");
        sql.Append($"{comparison.Texts[0]}");
    }

    private static void AppendValue(Sql sql, Comparison comparison)
    {
        if (comparison.Number is { } number) sql.AppendFormatted(number);
        else sql.AppendFormatted(comparison.Texts[0]);
    }

    // MLflow's patterns know no escape, so a backslash is one letter among others.
    private static string Escaped(string pattern) => pattern.Replace("\\", "\\\\", StringComparison.Ordinal);

    // The engines agree on small letters of ASCII only.
    private static string Lowered(string pattern) => string.Create(pattern.Length, pattern, static (letters, text) =>
    {
        for (var index = 0; index < text.Length; index++) letters[index] = char.IsAsciiLetterUpper(text[index]) ? char.ToLowerInvariant(text[index]) : text[index];
    });
}
