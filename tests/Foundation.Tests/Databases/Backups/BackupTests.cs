using Athanor.Conformance;
using Athanor.Conformance.Databases;
using Athanor.Conformance.Engines;
using Athanor.Foundation.Databases.Migrations;
using Athanor.Foundation.Problems;

namespace Athanor.Foundation.Databases.Backups;

public sealed class BackupTests(PostgresFixture server) : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<DatabaseHome> _homes = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Archive => _folder.File("backup.tar");

    [Theory, InlineData("SQLite", "SQLite"), InlineData("SQLite", "PostgreSQL"), InlineData("PostgreSQL", "SQLite"), InlineData("PostgreSQL", "PostgreSQL")]
    public async Task Whatever_is_backed_up_from_one_engine_is_restored_into_the_other(string from, string to)
    {
        var source = (await NewHomeAsync(from)).Open(BackupTables.All);
        await source.WriteAsync(BackupTables.AddEverything, Cancellation);
        var manifest = await BackUpAsync(source, new BackupFile("secrets/master.key", [1, 2, 3]));

        var target = await NewHomeAsync(to);
        var restored = await RestoreAsync(target);

        var database = target.Open(BackupTables.All);
        Assert.Equal((from, "1.2.3", 2), (restored.Manifest.Engine, restored.Manifest.Program, restored.Manifest.JournalSequence));
        Assert.Equal(manifest.JournalHash, restored.Manifest.JournalHash);
        Assert.Equal((true, 2), (restored.Chain.IsWhole, restored.Chain.Facts));
        Assert.Equal(("secrets/master.key", "010203"), (restored.Files[0].Name, Convert.ToHexString(restored.Files[0].Content)));
        Assert.Equal(await source.ReadAsync(BackupTables.Read, Cancellation), await database.ReadAsync(BackupTables.Read, Cancellation));
        await database.WriteAsync(session => session.Record(new("tester", "went.on", new("thing", "root"))), Cancellation);
        Assert.Equal(3, database.LastFact);
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task Foreign_keys_hold_again_after_a_restore(string engine)
    {
        await BackUpAsync(await NewSourceAsync());
        var target = await NewHomeAsync(engine);
        await RestoreAsync(target);

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => target.Open(BackupTables.All).WriteAsync(
            session =>
            {
                session.Execute($"INSERT INTO leaves (thing, \"order\") VALUES ('nothing', 1)");
                session.Execute($"INSERT INTO things (name) VALUES ('nothing')");
            },
            Cancellation));
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task A_backup_made_while_others_write_is_one_moment(string engine)
    {
        var source = (await NewHomeAsync(engine)).Open(BackupTables.All);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var next = 0;
        var underway = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writers = Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var name = $"{Interlocked.Increment(ref next)}";
                await source.WriteAsync(
                    session =>
                    {
                        session.Execute($"INSERT INTO things (name) VALUES ({name})");
                        session.Record(new("tester", "thing.added", new("thing", name)));
                    },
                    Cancellation);
                if (next > 200) underway.TrySetResult();
            }
        })).ToList();

        await underway.Task;
        var manifest = await BackUpAsync(source);
        await stop.CancelAsync();
        await Task.WhenAll(writers);

        var restored = await RestoreAsync(await NewHomeAsync("SQLite"));
        Assert.True(restored.Chain.IsWhole);
        Assert.Equal(manifest.JournalSequence, manifest.Tables.Single(table => table.Name == "things").Rows);
        Assert.Equal(manifest.JournalSequence, restored.Chain.Facts);
        Assert.InRange(source.LastFact, manifest.JournalSequence, long.MaxValue);
    }

    [Fact]
    public async Task A_backup_of_an_older_release_is_brought_up_to_date()
    {
        await BackUpAsync(await NewSourceAsync());
        var later = new Migration("things", 2, "later", "CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT; INSERT INTO later SELECT count(*) FROM things;");
        var target = await NewHomeAsync("SQLite");

        await DatabaseRestore.RunAsync(Archive, target.Options, target.DataDirectory, [.. BackupTables.All, later], TimeProvider.System, Cancellation);

        Assert.Equal(3, await target.Open([.. BackupTables.All, later]).ReadAsync(session => session.Count($"SELECT id FROM later"), Cancellation));
    }

    [Fact]
    public async Task A_backup_of_a_newer_release_is_refused()
    {
        await BackUpAsync(await NewSourceAsync());
        var target = await NewHomeAsync("SQLite");

        var refused = await Assert.ThrowsAsync<ProblemException>(() => DatabaseRestore.RunAsync(Archive, target.Options, target.DataDirectory, [BackupTables.All[0]], TimeProvider.System, Cancellation));

        Assert.Equal("database/newer", refused.Problem.Code);
        Assert.Empty(Directory.GetFiles(target.DataDirectory));
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task A_database_that_is_not_empty_is_left_alone(string engine)
    {
        await BackUpAsync(await NewSourceAsync());
        var target = await NewHomeAsync(engine);
        var database = target.Open(BackupTables.All);
        await database.WriteAsync(session => session.Execute($"INSERT INTO things (name) VALUES ('mine')"), Cancellation);

        var refused = await Assert.ThrowsAsync<ProblemException>(() => RestoreAsync(target));

        Assert.Equal("backup/target-not-empty", refused.Problem.Code);
        Assert.Equal(1, await database.ReadAsync(session => session.Count($"SELECT count(*) FROM things WHERE name = 'mine'"), Cancellation));
    }

    [Fact]
    public async Task A_file_that_is_there_is_not_overwritten()
    {
        await File.WriteAllTextAsync(Archive, "mine", Cancellation);

        var refused = await Assert.ThrowsAsync<ProblemException>(async () => await BackUpAsync(await NewSourceAsync()));

        Assert.Equal("backup/already-there", refused.Problem.Code);
        Assert.Equal("mine", await File.ReadAllTextAsync(Archive, Cancellation));
    }

    [Theory, InlineData("../master.key"), InlineData("/etc/passwd"), InlineData("a//b"), InlineData(""), InlineData("a/./b"), InlineData("sch\u00F6n")]
    public async Task A_file_whose_name_leads_elsewhere_is_not_taken_along(string name)
    {
        var refused = await Assert.ThrowsAsync<ProblemException>(async () => await BackUpAsync(await NewSourceAsync(), new BackupFile(name, [])));

        Assert.Equal("backup/bad-file-name", refused.Problem.Code);
    }

    [Fact]
    public async Task A_cancelled_backup_leaves_no_file()
    {
        var source = await NewSourceAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DatabaseBackup.WriteAsync(source, Archive, "1.2.3", [], TimeProvider.System, cancelled.Token));

        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Only_its_owner_may_read_a_backup_and_nothing_lies_beside_it()
    {
        await BackUpAsync(await NewSourceAsync());

        Assert.Equal([Archive], Directory.GetFiles(_folder.Path));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Archive));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var home in _homes) await home.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<DatabaseHome> NewHomeAsync(string engine)
    {
        var home = engine == "SQLite" ? new SqliteHome() : await PostgresHome.CreateAsync(server);
        _homes.Add(home);
        return home;
    }

    private async Task<Database> NewSourceAsync()
    {
        var source = (await NewHomeAsync("SQLite")).Open(BackupTables.All);
        await source.WriteAsync(BackupTables.AddEverything, Cancellation);
        return source;
    }

    private Task<BackupManifest> BackUpAsync(Database source, params BackupFile[] files) =>
        DatabaseBackup.WriteAsync(source, Archive, "1.2.3", files, TimeProvider.System, Cancellation);

    private Task<RestoredBackup> RestoreAsync(DatabaseHome target) =>
        DatabaseRestore.RunAsync(Archive, target.Options, target.DataDirectory, BackupTables.All, TimeProvider.System, Cancellation);
}
