namespace Athanor.Datasets.Checks.Sql;

internal static class SqlText
{
    private const int LongestReason = 1000;

    public static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Shorten(string? reason) => reason switch
    {
        null or "" => "DuckDB gives no reason.",
        { Length: > LongestReason } => reason[..LongestReason] + "…",
        _ => reason,
    };
}
