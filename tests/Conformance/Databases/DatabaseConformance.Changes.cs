using System.Data.Common;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Problems;

namespace Athanor.Conformance.Databases;

public abstract partial class DatabaseConformance
{
    [Fact]
    public async Task A_change_answers_what_its_delegate_answers()
    {
        var rows = await Database.WriteAsync(session => session.Execute($"INSERT INTO things (name) VALUES ('a'), ('b')"), Cancellation);

        Assert.Equal(2, rows);
        Assert.Equal(["a", "b"], await NamesAsync());
    }

    [Fact]
    public async Task A_change_of_several_statements_sees_its_own_rows()
    {
        var count = await Database.WriteAsync(
            session =>
            {
                Add(session, "a");
                Add(session, "b");
                session.Execute($"DELETE FROM things WHERE name = 'a'");
                return session.Count($"SELECT count(*) FROM things");
            },
            Cancellation);

        Assert.Equal(1, count);
        Assert.Equal(["b"], await NamesAsync());
    }

    [Fact]
    public async Task A_change_that_throws_after_writing_leaves_nothing()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Database.WriteAsync(
            session =>
            {
                Add(session, "lost");
                Record(session, "lost");
                throw new InvalidOperationException("a bug");
            },
            Cancellation));

        Assert.Empty(await NamesAsync());
        Assert.Equal(0, (await VerifyAsync()).Head.Sequence);
    }

    [Fact]
    public async Task A_change_that_only_throws_leaves_the_writer_as_it_was()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Database.WriteAsync(_ => throw new InvalidOperationException("a bug"), Cancellation));

        await AddAsync("next");

        Assert.Equal(["next"], await NamesAsync());
    }

    [Fact]
    public async Task A_change_without_statements_answers() =>
        Assert.Equal(7, await Database.WriteAsync(_ => 7, Cancellation));

    [Fact]
    public async Task A_change_may_only_record_a_fact()
    {
        await Database.WriteAsync(session => Record(session, "fern"), Cancellation);

        var verdict = await VerifyAsync();

        Assert.Equal((true, 1), (verdict.IsWhole, verdict.Facts));
    }

    [Fact]
    public async Task A_problem_reaches_the_caller_as_it_was_thrown()
    {
        var conflict = new Problem("things/taken", 409, "The name is taken.", "Choose another.");

        var problem = await ProblemOfAsync(() => Database.WriteAsync(
            session =>
            {
                Add(session, "lost");
                throw new ProblemException(conflict);
            },
            Cancellation));

        Assert.Equal(conflict, problem);
        Assert.Empty(await NamesAsync());
    }

    [Fact]
    public async Task A_second_row_with_the_same_key_is_a_conflict()
    {
        await AddAsync("fern");

        var problem = await ProblemOfAsync(() => AddAsync("fern"));

        Assert.Equal(("database/duplicate", 409), (problem.Code, problem.Status));
        Assert.Equal(["fern"], await NamesAsync());
    }

    [Fact]
    public async Task A_statement_that_is_no_sql_fails_and_leaves_nothing()
    {
        await Assert.ThrowsAnyAsync<DbException>(() => Database.WriteAsync(
            session =>
            {
                Add(session, "lost");
                session.Execute($"INSERT INTO nowhere VALUES (1)");
            },
            Cancellation));

        Assert.Empty(await NamesAsync());
    }

    [Fact]
    public async Task A_change_that_swallows_a_refused_statement_fails_nevertheless()
    {
        await AddAsync("fern");

        var problem = await ProblemOfAsync(() => Database.WriteAsync(
            session =>
            {
                Add(session, "moss");
                try
                {
                    Add(session, "fern");
                }
                catch (DbException)
                {
                    // What an engine does next is its own affair, so the change may not rely on it.
                }
            },
            Cancellation));

        Assert.Equal("database/duplicate", problem.Code);
        Assert.Equal(["fern"], await NamesAsync());
    }

    [Fact]
    public async Task Changes_that_wait_share_a_group_and_each_fails_alone()
    {
        using var blocked = await BlockedWriter.StartAsync(Database, Cancellation);
        var changes = Enumerable.Range(0, 50).Select(index => Database.WriteAsync(
            session =>
            {
                Add(session, $"{index:00}");
                Record(session, $"{index:00}");
                if (index == 13) session.Execute($"INSERT INTO nowhere VALUES (1)");
                if (index == 31) throw new InvalidOperationException("a bug");
                if (index == 32) Add(session, "31");
                if (index == 33) Add(session, "33");
                return index;
            },
            Cancellation)).ToList();

        blocked.Release();

        await Assert.ThrowsAnyAsync<DbException>(() => changes[13]);
        await Assert.ThrowsAsync<InvalidOperationException>(() => changes[31]);
        Assert.Equal("database/duplicate", (await ProblemOfAsync(() => changes[33])).Code);
        int[] failed = [13, 31, 33];
        foreach (var index in Enumerable.Range(0, 50).Except(failed)) Assert.Equal(index, await changes[index]);
        var expected = Enumerable.Range(0, 50).Except([13, 33]).Select(index => $"{index:00}").Append("blocked");
        Assert.Equal(expected, await NamesAsync());
        Assert.Equal((true, 47), await VerifyAsync() is var verdict ? (verdict.IsWhole, verdict.Facts) : default);
    }

    [Fact]
    public async Task A_change_that_touches_no_row_says_so_whatever_its_neighbours_touched()
    {
        using var blocked = await BlockedWriter.StartAsync(Database, Cancellation);
        var first = Database.WriteAsync(session => session.Execute($"UPDATE things SET number = 2 WHERE name = 'blocked'"), Cancellation);
        var second = Database.WriteAsync(session => session.Execute($"UPDATE things SET number = 3 WHERE name = 'blocked' AND number = 1"), Cancellation);
        var third = Database.WriteAsync(session => (session.Execute($"DELETE FROM things WHERE name = 'nobody'"), session.Execute($"DELETE FROM things WHERE name = 'blocked'")), Cancellation);

        blocked.Release();

        Assert.Equal((1, 0, (0, 1)), (await first, await second, await third));
    }

    [Fact]
    public async Task Changes_of_one_caller_are_applied_in_order()
    {
        using var blocked = await BlockedWriter.StartAsync(Database, Cancellation);
        var changes = Enumerable.Range(0, 20).Select(index => Database.WriteAsync(session => session.Execute($"UPDATE things SET number = {index}, note = coalesce(note, '') || {$"{index} "}"), Cancellation)).ToList();

        blocked.Release();
        await Task.WhenAll(changes);

        Assert.Equal((19, string.Concat(Enumerable.Range(0, 20).Select(index => $"{index} "))), await Database.ReadAsync(session => session.First($"SELECT number, note FROM things", row => (row.Long(0), row.Text(1))), Cancellation));
    }

    [Fact]
    public async Task A_change_cancelled_before_its_turn_does_not_run()
    {
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var blocked = await BlockedWriter.StartAsync(Database, Cancellation);
        var change = Database.WriteAsync(session => Add(session, "lost"), cancelled.Token);

        await cancelled.CancelAsync();
        blocked.Release();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => change);
        Assert.Equal(["blocked"], await NamesAsync());
    }

    [Fact]
    public async Task A_fact_that_cannot_be_read_back_fails_its_change_alone()
    {
        using var blocked = await BlockedWriter.StartAsync(Database, Cancellation);
        string[] names = ["", new string('x', 3000), "nul\0"];
        var refused = names.Select(name => Database.WriteAsync(session => Record(session, name), Cancellation)).ToList();
        var neighbour = Database.WriteAsync(session => Record(session, "fern"), Cancellation);

        blocked.Release();

        foreach (var change in refused) Assert.Equal(400, (await ProblemOfAsync(() => change)).Status);
        await neighbour;
        Assert.Equal((true, 1), await VerifyAsync() is var verdict ? (verdict.IsWhole, verdict.Facts) : default);
    }

    [Fact]
    public async Task A_fact_about_the_longest_subject_is_stored()
    {
        var name = string.Concat(Enumerable.Range(0, 2042).Select(index => (char)('!' + (index * 7919L * index % 94))));

        await Database.WriteAsync(session => session.Record(new("tester", "thing.added", new("thing", name)) { Parents = [new("thing", name)] }), Cancellation);

        Assert.True((await VerifyAsync()).IsWhole);
    }

    [Fact]
    public async Task Statements_whose_text_varies_do_not_pile_up()
    {
        await Database.WriteAsync(
            session =>
            {
                for (var length = 1; length <= 1_000; length++)
                {
                    Sql sql = $"UPDATE things SET number = {length} WHERE name = {""}";
                    for (var index = 0; index < length % 500; index++) sql.Append($" OR number = {index}");
                    session.Execute(sql);
                    Assert.InRange(session.Prepared, 1, ReadSession.MaximumPrepared);
                }
            },
            Cancellation);
    }

    [Fact]
    public async Task Many_writers_at_once_lose_nothing_and_the_chain_is_whole()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 400), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancellation }, async (index, cancellation) => await Database.WriteAsync(
            session =>
            {
                Add(session, $"{index}");
                session.Record(new("tester", "thing.added", new("thing", $"{index}")) { Project = "plants", Parents = [new("thing", $"{index / 2}"), new("thing", "root")], Details = new() { ["index"] = index } });
            },
            cancellation));

        var verdict = await VerifyAsync();

        Assert.Equal(400, (await NamesAsync()).Count);
        Assert.Equal((true, 400), (verdict.IsWhole, verdict.Facts));
        Assert.Equal(400, Database.LastFact);
    }

    [Fact]
    public async Task Two_servers_on_one_database_write_one_chain()
    {
        var other = Home.Open(Tables);

        await Task.WhenAll(new[] { Database, other }.SelectMany((database, server) => Enumerable.Range(0, 100).Select(index => database.WriteAsync(
            session =>
            {
                Add(session, $"{server}/{index}");
                Record(session, $"{server}/{index}");
            },
            Cancellation))));

        var verdict = await VerifyAsync();
        Assert.Equal(200, (await NamesAsync()).Count);
        Assert.Equal((true, 200), (verdict.IsWhole, verdict.Facts));
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_restart()
    {
        await AddAsync("fern");
        await Database.DisposeAsync();

        var names = await Home.Open(Tables).ReadAsync(session => session.Query($"SELECT name FROM things", row => row.Text(0)), Cancellation);

        Assert.Equal(["fern"], names);
    }

    [Fact]
    public async Task Closing_commits_what_waits_and_then_refuses()
    {
        using var blocked = await BlockedWriter.StartAsync(Database, Cancellation);
        var waiting = AddAsync("waiting");

        var closing = Database.DisposeAsync();
        blocked.Release();
        await closing;

        await waiting;
        Assert.Equal("database/stopping", (await ProblemOfAsync(() => AddAsync("late"))).Code);
        Assert.Equal("database/stopping", (await ProblemOfAsync(NamesAsync)).Code);
    }
}
