using Athanor.Foundation.Problems;

namespace Athanor.Foundation.Databases.Backups;

/// <summary>Fills the tables that the backup's migrations made; they must be those the manifest speaks of, to the column.</summary>
internal static class RestoreRows
{
    private const int RowsAtOnce = 16;
    private const int BytesAtOnce = 1 << 20;

    public static void Load(BackupArchive archive, IDatabaseEngine engine, WriteSession session, CancellationToken cancellation)
    {
        var shapes = engine.ReadShapes(session).Where(table => table.Name != "migrations").ToDictionary(table => table.Name);
        foreach (var table in archive.Manifest.Tables) Check(table, shapes);
        if (shapes.Count != archive.Manifest.Tables.Count) throw new InvalidDataException("tables are missing that its migrations make");

        engine.DeferForeignKeys(session);
        foreach (var table in archive.Manifest.Tables) session.Send($"DELETE FROM \"{table.Name}\"");
        foreach (var table in archive.Manifest.Tables) Load(archive.ReadLines(table.Name), table, session, cancellation);
        engine.CheckForeignKeys(session);
    }

    private static void Check(BackupTable table, Dictionary<string, TableShape> shapes)
    {
        if (!shapes.TryGetValue(table.Name, out var shape)) throw new InvalidDataException($"no migration makes the table '{table.Name}'");
        if (!shape.Columns.SequenceEqual(table.Columns)) throw new InvalidDataException($"the columns of '{table.Name}' are not those its migrations make");
    }

    private static void Load(LineReader lines, BackupTable table, WriteSession session, CancellationToken cancellation)
    {
        var statement = $"INSERT INTO \"{table.Name}\" ({string.Join(", ", table.Columns.Select(column => $"\"{column.Name}\""))}) VALUES ";
        var (sql, rows, bytes) = (NewStatement(statement), 0, 0);
        while (lines.TryRead(out var line))
        {
            if (rows > 0) sql.AppendLiteral(", ");
            Append(sql, line, table);
            (rows, bytes) = (rows + 1, bytes + line.Length);
            if (rows < RowsAtOnce && bytes < BytesAtOnce) continue;

            cancellation.ThrowIfCancellationRequested();
            session.Execute(sql);
            (sql, rows, bytes) = (NewStatement(statement), 0, 0);
        }
        if (rows > 0) session.Execute(sql);
    }

    private static void Append(Sql sql, ReadOnlySpan<byte> line, BackupTable table)
    {
        try
        {
            BackupRow.Append(sql, line, table.Columns);
        }
        catch (Exception failure) when (failure is InvalidDataException or ProblemException)
        {
            throw new InvalidDataException($"a row of '{table.Name}' is not of its table's shape", failure);
        }
    }

    private static Sql NewStatement(string text)
    {
        Sql sql = $"";
        sql.AppendLiteral(text);
        return sql;
    }
}
