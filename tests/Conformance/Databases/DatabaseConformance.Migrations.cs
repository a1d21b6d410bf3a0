using System.Data.Common;
using Athanor.Foundation.Databases.Migrations;

namespace Athanor.Conformance.Databases;

public abstract partial class DatabaseConformance
{
    private static readonly Migration Leaves = new("things", 2, "leaves", "CREATE TABLE leaves (id INTEGER PRIMARY KEY, area REAL NOT NULL) STRICT; INSERT INTO leaves (id, area) VALUES (1, 2.5);");

    [Fact]
    public async Task A_migration_is_applied_once()
    {
        await Home.Open([.. Tables, Leaves]).DisposeAsync();
        var database = Home.Open([.. Tables, Leaves]);

        Assert.Equal(1, await database.ReadAsync(session => session.Count($"SELECT count(*) FROM leaves"), Cancellation));
    }

    [Fact]
    public async Task Two_servers_that_start_at_once_apply_it_once()
    {
        var databases = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => Home.Open([.. Tables, Leaves]))));

        Assert.Equal(1, await databases[0].ReadAsync(session => session.Count($"SELECT count(*) FROM leaves"), Cancellation));
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused()
    {
        await Home.Open([.. Tables, Leaves]).DisposeAsync();

        var problem = await ProblemOfAsync(() => Task.FromResult(Home.Open(Tables)));

        Assert.Equal("database/newer", problem.Code);
        Assert.Contains("'things' is at migration 2, this program knows 1", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_with_a_slice_this_program_lacks_is_refused()
    {
        await Home.Open([.. Tables, Leaves with { Slice = "plants", Number = 1 }]).DisposeAsync();

        Assert.Equal("database/newer", (await ProblemOfAsync(() => Task.FromResult(Home.Open(Tables)))).Code);
    }

    [Fact]
    public async Task A_migration_that_was_edited_after_its_release_is_refused()
    {
        await Home.Open([.. Tables, Leaves]).DisposeAsync();

        var problem = await ProblemOfAsync(() => Task.FromResult(Home.Open([.. Tables, Leaves with { Sql = Leaves.Sql + " " }])));

        Assert.Equal("database/migration-changed", problem.Code);
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_nothing_of_itself_or_of_those_with_it()
    {
        var broken = new Migration("things", 3, "broken", "CREATE TABLE half (id INTEGER PRIMARY KEY) STRICT; INSERT INTO nowhere VALUES (1);");

        Assert.ThrowsAny<DbException>(() => Home.Open([.. Tables, Leaves, broken]));

        await Assert.ThrowsAnyAsync<DbException>(() => Database.ReadAsync(session => session.Exists($"SELECT 1 FROM leaves"), Cancellation));
        await Assert.ThrowsAnyAsync<DbException>(() => Database.ReadAsync(session => session.Exists($"SELECT 1 FROM half"), Cancellation));
        Home.Open([.. Tables, Leaves]);
    }
}
