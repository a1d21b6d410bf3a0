using Athanor.Conformance;
using Athanor.Conformance.Databases;
using Athanor.Foundation.Databases.Migrations;
using Athanor.Foundation.Journal;
using Athanor.Foundation.Problems;
using Microsoft.Data.Sqlite;

namespace Athanor.Foundation.Databases;

public sealed class SqliteFaultTests
{
    private static readonly IReadOnlyList<Migration> Tables =
    [
        .. Migration.Of("foundation", typeof(Database).Assembly),
        new("things", 1, "things", "CREATE TABLE things (name TEXT PRIMARY KEY, body BLOB) STRICT;"),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, InlineData(0), InlineData(0.5)]
    public async Task A_damaged_file_is_refused_at_the_start(double place)
    {
        await using var home = new SqliteHome();
        var database = home.Open(Tables);
        await database.WriteAsync(session =>
        {
            for (var index = 0; index < 200; index++) session.Execute($"INSERT INTO things (name, body) VALUES ({$"{index}"}, {new byte[1000]})");
        }, Cancellation);
        await database.DisposeAsync();
        using (var file = File.OpenWrite(home.File))
        {
            file.Position = (long)(file.Length * place) / 4096 * 4096;
            file.Write(Enumerable.Repeat((byte)0xA5, 4096).ToArray());
        }

        var problem = Assert.Throws<ProblemException>(() => home.Open(Tables)).Problem;

        Assert.Equal("database/damaged", problem.Code);
        Assert.Contains(home.File, problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_cut_short_is_refused_at_the_start()
    {
        await using var home = new SqliteHome();
        await home.Open(Tables).DisposeAsync();
        using (var file = File.OpenWrite(home.File)) file.SetLength(file.Length - 6000);

        Assert.Equal("database/damaged", Assert.Throws<ProblemException>(() => home.Open(Tables)).Problem.Code);
    }

    [Fact]
    public async Task A_lock_held_by_another_program_is_named_and_waited_for_briefly()
    {
        await using var home = new SqliteHome();
        var database = home.Open(Tables);
        using var other = new SqliteConnection($"Data Source={home.File};Pooling=False");
        other.Open();
        using var command = other.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();

        var refused = await Assert.ThrowsAsync<ProblemException>(() => database.WriteAsync(session => session.Execute($"INSERT INTO things (name) VALUES ('a')"), Cancellation));
        command.CommandText = "ROLLBACK";
        command.ExecuteNonQuery();
        var rows = await database.WriteAsync(session => session.Execute($"INSERT INTO things (name) VALUES ('a')"), Cancellation);

        Assert.Equal("database/busy", refused.Problem.Code);
        Assert.Equal(1, rows);
    }

    [Fact]
    public async Task On_a_full_disk_writes_fail_while_reads_go_on_and_both_go_on_when_there_is_room_again()
    {
        using var disk = SmallDisk.Mount();
        await using var database = DatabaseOpener.Open(new(), disk.Path, Tables, TimeProvider.System);
        var ballast = Path.Combine(disk.Path, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[2 << 20], Cancellation);
        var acknowledged = new List<string>();

        var full = await Assert.ThrowsAsync<ProblemException>(async () =>
        {
            for (var index = 0; index < 1000; index++)
            {
                await AddAsync(database, $"{index:0000}", new byte[50_000]);
                acknowledged.Add($"{index:0000}");
            }
        });
        var again = await Assert.ThrowsAsync<ProblemException>(() => Task.WhenAll(Enumerable.Range(0, 20).Select(index => AddAsync(database, $"x{index}", new byte[200_000]))));
        var readWhileFull = await NamesAsync(database);
        File.Delete(ballast);
        await AddAsync(database, "zzzz", new byte[50_000]);

        Assert.Equal([("database/full", 507), ("database/full", 507)], [(full.Problem.Code, full.Problem.Status), (again.Problem.Code, again.Problem.Status)]);
        Assert.Equal(acknowledged, readWhileFull.Intersect(acknowledged));
        Assert.Equal([.. readWhileFull, "zzzz"], await NamesAsync(database));
        var verdict = await new JournalReader(database).VerifyAsync(anchor: null, progress: null, Cancellation);
        Assert.Equal((true, readWhileFull.Count + 1), (verdict.IsWhole, verdict.Facts));
    }

    [Fact]
    public async Task A_change_larger_than_the_disk_fails_as_full_and_a_neighbour_in_its_group_does_not()
    {
        using var disk = SmallDisk.Mount();
        await using var database = DatabaseOpener.Open(new(), disk.Path, Tables, TimeProvider.System);
        using var blocked = await BlockedWriter.StartAsync(database, Cancellation);
        var large = database.WriteAsync(
            session =>
            {
                for (var index = 0; index < 400; index++) session.Execute($"INSERT INTO things (name, body) VALUES ({$"{index}"}, {new byte[50_000]})");
            },
            Cancellation);
        var neighbour = AddAsync(database, "neighbour", new byte[100]);

        blocked.Release();

        Assert.Equal("database/full", (await Assert.ThrowsAsync<ProblemException>(() => large)).Problem.Code);
        await neighbour;
        Assert.Equal(["blocked", "neighbour"], await NamesAsync(database));
    }

    private static Task AddAsync(Database database, string name, byte[] body) => database.WriteAsync(
        session =>
        {
            session.Execute($"INSERT INTO things (name, body) VALUES ({name}, {body})");
            session.Record(new("tester", "thing.added", new("thing", name)));
        },
        Cancellation);

    private static Task<List<string>> NamesAsync(Database database) => database.ReadAsync(session => session.Query($"SELECT name FROM things ORDER BY name", row => row.Text(0)), Cancellation);
}
