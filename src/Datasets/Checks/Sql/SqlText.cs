namespace Athanor.Datasets.Checks.Sql;

internal static class SqlText
{
    private const int LongestReason = 1000;

    public static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A reason of DuckDB's on one line, without the copy of the query that it appends.</summary>
    public static string Shorten(string? reason)
    {
        var words = (reason ?? "").Split("\n\nLINE ", 2)[0].ReplaceLineEndings(" ").Trim();
        return words.Length == 0 ? "DuckDB gives no reason." : words.Length > LongestReason ? words[..LongestReason] + "…" : words[^1] is '.' or '!' ? words : words + ".";
    }
}
