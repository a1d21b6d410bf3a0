using Athanor.Foundation.Problems;

namespace Athanor.Foundation.Databases.Migrations;

/// <summary>Brings the tables up to the numbers this program knows, all in one transaction: after a crash the database is as before or as after.</summary>
internal static class Migrator
{
    public static void Apply(IDatabaseEngine engine, WriteSession session, IReadOnlyList<Migration> migrations, TimeProvider clock)
    {
        foreach (var statement in engine.BeginGroup) session.Send(statement);
        ApplyInTransaction(engine, session, migrations, clock);
        session.Send("COMMIT");
    }

    public static void ApplyInTransaction(IDatabaseEngine engine, WriteSession session, IReadOnlyList<Migration> migrations, TimeProvider clock)
    {
        if (!engine.HasTable(session, "migrations")) session.Send(engine.Translate(
            "CREATE TABLE migrations (slice TEXT NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, hash BLOB NOT NULL, applied_at INTEGER NOT NULL, PRIMARY KEY (slice, number)) STRICT"));

        var applied = session.Query($"SELECT slice, number, hash FROM migrations ORDER BY slice, number", row => (Slice: row.Text(0), Number: (int)row.Long(1), Hash: row.Blob(2)));
        RefuseUnknown(applied, migrations);

        foreach (var migration in migrations)
        {
            var hash = Convert.FromHexString(migration.Hash);
            var earlier = applied.Find(row => row.Slice == migration.Slice && row.Number == migration.Number);
            if (earlier.Hash is null) Run(engine, session, migration, hash, clock);
            else if (!earlier.Hash.AsSpan().SequenceEqual(hash)) throw new ProblemException(DatabaseProblems.MigrationChanged(migration.Slice, migration.Number));
        }
    }

    private static void RefuseUnknown(List<(string Slice, int Number, byte[] Hash)> applied, IReadOnlyList<Migration> migrations)
    {
        foreach (var group in applied.GroupBy(row => row.Slice))
        {
            var known = migrations.Where(migration => migration.Slice == group.Key).Select(migration => migration.Number).DefaultIfEmpty(0).Max();
            var found = group.Max(row => row.Number);
            if (found > known) throw new ProblemException(DatabaseProblems.NewerThanThisProgram(group.Key, found, known));
        }
    }

    private static void Run(IDatabaseEngine engine, WriteSession session, Migration migration, byte[] hash, TimeProvider clock)
    {
        session.Send(engine.Translate(migration.Sql));
        session.Execute($"INSERT INTO migrations (slice, number, name, hash, applied_at) VALUES ({migration.Slice}, {migration.Number}, {migration.Name}, {hash}, {clock.GetUtcNow()})");
    }
}
