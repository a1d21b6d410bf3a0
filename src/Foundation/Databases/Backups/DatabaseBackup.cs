using Athanor.Foundation.Journal;
using Athanor.Foundation.Problems;

namespace Athanor.Foundation.Databases.Backups;

/// <summary>
/// Writes all rows of one snapshot into a tar archive that either engine can restore, while the server goes on. The archive bears
/// its name only once it is on disk and has been read back.
/// </summary>
public static class DatabaseBackup
{
    public static Task<BackupManifest> WriteAsync(
        Database database, string path, string program, IReadOnlyList<BackupFile> files, TimeProvider clock, CancellationToken cancellation) => Task.Run(
        async () =>
        {
            if (File.Exists(path)) throw new ProblemException(BackupProblems.AlreadyThere(path));
            if (files.FirstOrDefault(file => !BackupArchive.IsFileName(file.Name)) is { } bad) throw new ProblemException(BackupProblems.BadFileName(bad.Name));

            var unfinished = $"{path}.unfinished";
            try
            {
                var manifest = await database.ReadAsync(session => Write(session, database.Engine, unfinished, program, files, clock.GetUtcNow(), cancellation), cancellation);
                BackupArchive.Open(unfinished, cancellation).Dispose();
                File.Move(unfinished, path);
                DurableFolder.Sync(Path.GetDirectoryName(Path.GetFullPath(path))!);
                return manifest;
            }
            finally
            {
                File.Delete(unfinished);
            }
        },
        cancellation);

    private static BackupManifest Write(
        ReadSession session, IDatabaseEngine engine, string path, string program, IReadOnlyList<BackupFile> files, DateTimeOffset now, CancellationToken cancellation)
    {
        using var archive = PrivateFile.Create(path, FileOptions.None);
        using var writer = new BackupWriter(archive, $"{path}.rows");
        var head = JournalTable.ReadHead(session);
        var migrations = session.Query($"SELECT slice, number, hash FROM migrations ORDER BY slice, number", row => new BackupMigration(row.Text(0), (int)row.Long(1), Convert.ToHexStringLower(row.Blob(2))));
        var tables = engine.ReadShapes(session).Where(table => table.Name != "migrations").Select(table => writer.WriteTable(session, table, cancellation)).ToList();
        var entries = files.Select(writer.WriteFile).ToList();

        var manifest = new BackupManifest(BackupManifest.CurrentFormat, program, engine.Name, now, migrations, tables, entries, head.Sequence, Convert.ToHexStringLower(head.Hash));
        writer.Finish(manifest);
        return manifest;
    }
}
