using Athanor.Foundation.Databases.Backups;
using Athanor.Foundation.Problems;

namespace Athanor.Foundation.Databases;

/// <summary>Puts the engines' descriptions into one form and order.</summary>
internal static class TableShapes
{
    public static IReadOnlyList<TableShape> Of(IEnumerable<(string Table, string Column, string Type)> columns) => [.. columns
        .GroupBy(column => column.Table)
        .OrderBy(table => table.Key, StringComparer.Ordinal)
        .Select(table => new TableShape(table.Key, [.. table.OrderBy(column => column.Column, StringComparer.Ordinal).Select(column => new ColumnShape(column.Column, KindOf(column)))]))];

    private static ColumnKind KindOf((string Table, string Column, string Type) column) => column.Type.ToUpperInvariant() switch
    {
        "INTEGER" or "INT" or "BIGINT" => ColumnKind.Integer,
        "REAL" or "DOUBLE PRECISION" => ColumnKind.Real,
        "TEXT" => ColumnKind.Text,
        "BLOB" or "BYTEA" => ColumnKind.Blob,
        var type => throw new ProblemException(BackupProblems.UnknownType(column.Table, column.Column, type)),
    };
}
