using System.Data.Common;
using Athanor.Foundation.Problems;

namespace Athanor.Conformance.Databases;

public abstract partial class DatabaseConformance
{
    [Fact]
    public async Task A_reader_sees_one_snapshot_however_often_it_asks()
    {
        await AddAsync("before");

        var (first, second) = await Task.Run(
            () => Database.ReadAsync(
                session =>
                {
                    var first = session.Count($"SELECT count(*) FROM things");
                    AddAsync("during").GetAwaiter().GetResult();
                    return (first, session.Count($"SELECT count(*) FROM things"));
                },
                Cancellation),
            Cancellation);

        Assert.Equal((1, 1), (first, second));
        Assert.Equal(2, (await NamesAsync()).Count);
    }

    [Fact]
    public async Task Readers_never_wait_for_a_running_write()
    {
        await AddAsync("before");
        using var blocked = await BlockedWriter.StartAsync(Database, Cancellation);

        var seen = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => NamesAsync()));

        Assert.All(seen, names => Assert.Equal(["before"], names));
        Assert.False(blocked.Change.IsCompleted);
    }

    [Fact]
    public async Task A_reading_session_cannot_write()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => Database.ReadAsync(session => session.Query($"INSERT INTO things (name) VALUES ('sneaked') RETURNING name", row => row.Text(0)), Cancellation));

        Assert.Empty(await NamesAsync());
    }

    [Fact]
    public async Task A_writer_can_write_after_many_readers_came_and_went()
    {
        for (var round = 0; round < 5; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(NamesAsync)));
            await AddAsync($"{round}");
        }

        Assert.Equal(5, (await NamesAsync()).Count);
    }

    [Fact]
    public async Task A_question_may_answer_with_a_problem_and_the_next_one_sees_the_newest_rows()
    {
        var missing = new Problem("things/none", 404, "There is no such thing.", "List them all.");
        var problem = await ProblemOfAsync(() => Database.ReadAsync<int>(
            session =>
            {
                session.Exists($"SELECT 1 FROM things");
                throw new ProblemException(missing);
            },
            Cancellation));
        await AddAsync("fern");

        Assert.Equal(missing, problem);
        Assert.Equal(["fern"], await NamesAsync());
    }

    [Fact]
    public async Task A_question_that_is_no_sql_fails_and_the_next_one_is_answered()
    {
        await Assert.ThrowsAnyAsync<DbException>(() => Database.ReadAsync(session => session.Exists($"SELECT 1 FROM nowhere"), Cancellation));

        Assert.Empty(await NamesAsync());
    }

    [Fact]
    public async Task First_and_exists_answer_for_no_row()
    {
        var (first, exists) = await Database.ReadAsync(session => (session.First($"SELECT name FROM things", row => row.Text(0)), session.Exists($"SELECT 1 FROM things")), Cancellation);

        Assert.Null(first);
        Assert.False(exists);
    }
}
