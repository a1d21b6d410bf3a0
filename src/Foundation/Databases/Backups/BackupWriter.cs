using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Athanor.Foundation.Databases.Backups;

/// <summary>Writes entries one after another. A table goes through a file beside the archive first, because tar wants to know its size.</summary>
internal sealed class BackupWriter(FileStream archive, string spoolPath) : IDisposable
{
    private const int CheckedEvery = 1000;
    private const int FlushedAt = 64 << 10;

    private readonly FileStream _spool = PrivateFile.Create(spoolPath, FileOptions.DeleteOnClose);

    public BackupTable WriteTable(ReadSession session, TableShape table, CancellationToken cancellation)
    {
        _spool.SetLength(0);
        var rows = SpoolRows(session, table, cancellation);
        _spool.Position = 0;
        var hash = SHA256.HashData(_spool);

        _spool.Position = 0;
        WriteEntry($"tables/{table.Name}.jsonl", _spool);
        return new(table.Name, table.Columns, rows, Convert.ToHexStringLower(hash));
    }

    public BackupFileEntry WriteFile(BackupFile file)
    {
        WriteEntry($"files/{file.Name}", new MemoryStream(file.Content));
        return new(file.Name, Convert.ToHexStringLower(SHA256.HashData(file.Content)));
    }

    /// <summary>Without its manifest an archive is no backup, so that comes last.</summary>
    public void Finish(BackupManifest manifest)
    {
        WriteEntry(BackupArchive.ManifestName, new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(manifest, BackupJson.Options)));
        archive.Write(new byte[2 * TarEntry.Block]);
        archive.Flush(flushToDisk: true);
    }

    public void Dispose() => _spool.Dispose();

    private long SpoolRows(ReadSession session, TableShape table, CancellationToken cancellation)
    {
        var rows = 0L;
        using var writer = new Utf8JsonWriter(_spool, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        session.Stream(SelectAll(table), reader =>
        {
            if (rows++ % CheckedEvery == 0) cancellation.ThrowIfCancellationRequested();
            BackupRow.Write(writer, reader, table.Columns);
            writer.Flush();
            writer.Reset();
            _spool.WriteByte((byte)'\n');
        });
        return rows;
    }

    private static Sql SelectAll(TableShape table)
    {
        Sql sql = $"SELECT ";
        sql.AppendLiteral(string.Join(", ", table.Columns.Select(column => $"\"{column.Name}\"")));
        sql.AppendLiteral($" FROM \"{table.Name}\"");
        return sql;
    }

    private void WriteEntry(string name, Stream content)
    {
        var entry = new TarEntry(name, content.Length);
        archive.Write(entry.ToHeader());
        content.CopyTo(archive, FlushedAt);
        archive.Write(new byte[entry.Padding]);
    }
}
