using System.Data.Common;
using Athanor.Foundation.Databases.Migrations;
using Athanor.Foundation.Journal;
using Athanor.Foundation.Problems;

namespace Athanor.Foundation.Databases.Backups;

/// <summary>Brings a backup into an empty database of either engine, in one transaction: tables as they were, rows, then the migrations made since.</summary>
public static class DatabaseRestore
{
    public static Task<RestoredBackup> RunAsync(
        string path, DatabaseOptions options, string dataDirectory, IReadOnlyList<Migration> migrations, TimeProvider clock, CancellationToken cancellation) => Task.Run(
        async () =>
        {
            using var archive = BackupArchive.Open(path, cancellation);
            var known = KnownMigrations(archive.Manifest, migrations);
            LoadOrLeaveNothing(archive, options, dataDirectory, known, clock, cancellation);

            await using var database = DatabaseOpener.Open(options, dataDirectory, migrations, clock);
            var anchor = new ChainHead(archive.Manifest.JournalSequence, Convert.FromHexString(archive.Manifest.JournalHash));
            var verdict = await new JournalReader(database).VerifyAsync(anchor, progress: null, cancellation);
            return new RestoredBackup(archive.Manifest, archive.ReadFiles(), verdict);
        },
        cancellation);

    private static List<Migration> KnownMigrations(BackupManifest manifest, IReadOnlyList<Migration> migrations)
    {
        foreach (var applied in manifest.Migrations) RefuseUnknown(applied, migrations);
        return [.. migrations.Where(migration => manifest.Migrations.Any(applied => applied.Slice == migration.Slice && applied.Number == migration.Number))];
    }

    private static void RefuseUnknown(BackupMigration applied, IReadOnlyList<Migration> migrations)
    {
        var ofSlice = migrations.Where(migration => migration.Slice == applied.Slice).ToList();
        var newest = ofSlice.Select(migration => migration.Number).DefaultIfEmpty(0).Max();
        if (applied.Number > newest) throw new ProblemException(DatabaseProblems.NewerThanThisProgram(applied.Slice, applied.Number, newest));
        if (ofSlice.Find(migration => migration.Number == applied.Number)?.Hash != applied.Hash)
            throw new ProblemException(DatabaseProblems.MigrationChanged(applied.Slice, applied.Number));
    }

    private static void LoadOrLeaveNothing(
        BackupArchive archive, DatabaseOptions options, string dataDirectory, List<Migration> migrations, TimeProvider clock, CancellationToken cancellation)
    {
        var file = Path.Combine(dataDirectory, DatabaseOpener.FileName);
        var isNewFile = options.Url.Length == 0 && !File.Exists(file);
        try
        {
            using var engine = DatabaseOpener.EngineFor(options, dataDirectory);
            LoadExplained(archive, engine, migrations, clock, cancellation);
        }
        catch (Exception) when (isNewFile)
        {
            foreach (var part in (ReadOnlySpan<string>)["", "-wal", "-shm"]) File.Delete(file + part);
            throw;
        }
    }

    private static void LoadExplained(BackupArchive archive, IDatabaseEngine engine, List<Migration> migrations, TimeProvider clock, CancellationToken cancellation)
    {
        try
        {
            Load(archive, engine, migrations, clock, cancellation);
        }
        catch (InvalidDataException finding)
        {
            throw new ProblemException(BackupProblems.Damaged(finding.Message), finding);
        }
        catch (DbException failure)
        {
            // What the engine itself can explain is its disk or its network; the rest, such as a key that is there twice, is the rows.
            throw engine.Explain(failure, committing: false) is ProblemException { Problem.Status: not 409 } world
                ? world
                : new ProblemException(BackupProblems.Damaged("its rows contradict its tables"), failure);
        }
    }

    private static void Load(BackupArchive archive, IDatabaseEngine engine, List<Migration> migrations, TimeProvider clock, CancellationToken cancellation)
    {
        using var session = new WriteSession(engine.Open(forWriting: true), engine.AnswersLocally);
        foreach (var statement in engine.BeginGroup) session.Send(statement);
        if (engine.ReadShapes(session).Count > 0) throw new ProblemException(BackupProblems.TargetNotEmpty(engine.Description));

        Migrator.ApplyInTransaction(engine, session, migrations, clock);
        RestoreRows.Load(archive, engine, session, cancellation);
        session.Send("COMMIT");
    }
}
