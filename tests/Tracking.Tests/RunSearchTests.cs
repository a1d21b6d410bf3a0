using Athanor.Conformance.Engines;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Model;
using Athanor.Tracking.Search;

namespace Athanor.Tracking;

public sealed class RunSearchTests(PostgresFixture server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Engines => TrackingHome.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Runs_are_found_by_all_that_was_logged_to_them(string engine)
    {
        await using var home = await PopulatedAsync(engine);

        Assert.Equal(["e", "d", "c", "b", "a"], await home.SearchAsync());
        Assert.Equal(["b", "a"], await home.SearchAsync("metrics.loss < 0.3"));
        Assert.Equal(["c"], await home.SearchAsync("metrics.loss >= 0.3"));
        Assert.Equal(["b"], await home.SearchAsync("params.net LIKE 'res%' AND metrics.loss != 0.1"));
        Assert.Equal(["c", "b", "a"], await home.SearchAsync("params.net ILIKE '%E%'"));
        Assert.Empty(await home.SearchAsync("params.net LIKE 'RES%'"));
        Assert.Equal(["c"], await home.SearchAsync("params.net LIKE 'dense\\%'"));
        Assert.Equal(["b"], await home.SearchAsync("tags.odd = 'x'' OR 1=1'"));
        Assert.Equal(["d"], await home.SearchAsync("start_time > 2 AND start_time <= 3"));
        Assert.Equal(["e", "d"], await home.SearchAsync("run_name != 'a' AND run_name != 'b' AND run_name != 'c'"));
        Assert.Empty(await home.SearchAsync("tags.nothing = 'x'"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Whatever_the_order_pages_hold_each_run_once_and_what_is_missing_comes_last(string engine)
    {
        await using var home = await PopulatedAsync(engine);
        (string[] Order, string[] Names)[] wanted =
        [
            (["metrics.loss ASC"], ["a", "b", "c", "d", "e"]),
            (["metrics.loss DESC"], ["c", "b", "a", "d", "e"]),
            (["params.net"], ["c", "b", "a", "e", "d"]),
            (["params.net DESC", "metrics.loss"], ["a", "b", "c", "d", "e"]),
            (["tags.odd"], ["b", "e", "d", "c", "a"]),
            (["run_name DESC"], ["e", "d", "c", "b", "a"]),
            (["end_time", "start_time ASC"], ["d", "a", "b", "c", "e"]),
            (["status DESC", "run_id"], []),
        ];

        foreach (var (order, names) in wanted)
        {
            foreach (var size in new[] { 1, 2, 3, 1000 })
            {
                var found = await home.SearchAsync(pageSize: size, orderBy: order);
                if (names.Length > 0) Assert.Equal(names, found);
                Assert.Equal(5, found.Distinct().Count());
            }
        }
        Assert.Equal(["a", "b"], await home.SearchAsync("metrics.loss < 0.3", pageSize: 1, orderBy: "metrics.loss"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Deleted_runs_are_shown_only_to_who_asks_for_them(string engine)
    {
        await using var home = await PopulatedAsync(engine);
        var page = await home.Runs.SearchAsync(TrackingHome.Project, new(["0"]) { Filter = "run_name = 'c'" }, Cancellation);
        await home.Runs.DeleteAsync(TrackingHome.Actor, TrackingHome.Project, (await home.Runs.LoadAsync(page.Items, Cancellation))[0].Run.Id, Cancellation);

        Assert.Equal(["e", "d", "b", "a"], await home.SearchAsync());
        Assert.Equal(["c"], await home.SearchAsync(view: LifecycleView.DeletedOnly));
        Assert.Equal(5, (await home.SearchAsync(view: LifecycleView.All)).Count);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_token_that_belongs_to_no_such_search_is_refused(string engine)
    {
        await using var home = await PopulatedAsync(engine);
        var page = await home.Runs.SearchAsync(TrackingHome.Project, new(["0"]) { Limit = 1 }, Cancellation);

        foreach (var token in new[] { "x", "!!", "WzBd", "WzksMSwyXQ", "W10", "eyJhIjoxfQ", page.Next! })
        {
            var order = token == page.Next ? "metrics.loss" : "start_time";
            var refused = await Assert.ThrowsAsync<ProblemException>(() => home.Runs.SearchAsync(TrackingHome.Project, new(["0"]) { PageToken = token, OrderBy = [order] }, Cancellation));
            Assert.Equal("tracking/invalid-parameter-value", refused.Problem.Code);
        }
    }

    [Fact]
    public async Task An_order_by_a_metric_goes_along_an_index_and_reads_no_history()
    {
        await using var home = await PopulatedAsync("SQLite");
        var question = RunQuestion.Parse(new(["0"]) { Filter = "metrics.loss < 0.3", OrderBy = ["metrics.loss ASC"] });

        var plan = await home.Database.ReadAsync(
            session =>
            {
                var query = new RunQuery(question, TrackingDatabase.ListExperiments(session, TrackingHome.Project, [0]));
                return session.Query(Explained(query.Write(0, RunPart.Present, 10)), row => row.Text(3));
            },
            Cancellation);

        Assert.Contains(plan, step => step.Contains("run_metrics_by_value (experiment=? AND key=? AND value", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.Contains("metric_blocks", StringComparison.Ordinal) || step.StartsWith("SCAN", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task However_many_runs_a_condition_leaves_the_same_are_found_in_the_same_order(string engine)
    {
        await using var home = await PopulatedAsync(engine);
        foreach (var filter in new[] { "params.net = 'resnet'", "params.net = 'resnet' AND metrics.loss > 0.1", "tags.odd = \"x' OR 1=1\"", "metrics.loss < 0.3 AND params.net LIKE '%n%'", "" })
        {
            foreach (var order in new[] { "metrics.loss DESC", "params.net ASC", "start_time ASC", "tags.odd DESC", "end_time ASC" })
            {
                var question = RunQuestion.Parse(new(["0"]) { Filter = filter, OrderBy = [order] });
                var (few, many) = await home.Database.ReadAsync(session => (Find(session, question, int.MaxValue), Find(session, question, 0)), Cancellation);

                Assert.Equal(many, few);
            }
        }
    }

    [Fact]
    public async Task A_parameter_is_found_by_how_its_value_begins()
    {
        await using var home = await PopulatedAsync("SQLite");
        var sql = new Sql(0, 0);
        sql.AppendLiteral("SELECT 1 FROM run_params s WHERE s.experiment = 1 AND s.key = 'net' AND ");
        Conditions.AppendIndexed(sql, "s.value", new(new(FieldKind.Param, "net"), "=", ["resnet"], null));

        var plan = await home.Database.ReadAsync(session => session.Query(Explained(sql), row => row.Text(3)), Cancellation);

        Assert.Contains(plan, step => step.Contains("<expr>=?", StringComparison.Ordinal));
    }

    private static List<long> Find(ReadSession session, RunQuestion question, int few) => new RunQuery(question, TrackingDatabase.ListExperiments(session, TrackingHome.Project, [0]), few).Run(session).Keys;

    // The statement again behind the words that ask for its plan, with the same values.
    private static Sql Explained(Sql sql)
    {
        var explained = new Sql(0, 0);
        explained.AppendLiteral("EXPLAIN QUERY PLAN ");
        var text = sql.ToString();
        for (var index = 0; text.IndexOf($"@p{index}", StringComparison.Ordinal) is >= 0 and var place; index++)
        {
            explained.AppendLiteral(text[..place]);
            explained.AppendFormatted("x");
            text = text[(place + $"@p{index}".Length)..];
        }
        explained.AppendLiteral(text);
        return explained;
    }

    private async Task<TrackingHome> PopulatedAsync(string engine)
    {
        var home = await TrackingHome.CreateAsync(engine, server);
        (string Name, double? Loss, string? Net)[] runs = [("a", 0.1, "resnet"), ("b", 0.2, "resnet"), ("c", 0.3, "dense\\net"), ("d", double.NaN, null), ("e", null, null)];
        foreach (var (name, loss, net) in runs)
        {
            var run = await home.BeginRunAsync(name, start: name[0] - 'a', tags: name == "b" ? [new("odd", "x' OR 1=1")] : []);
            if (loss is { } value) await home.LogAsync(run, "loss", new(0, 1, 9), new(1, 2, value));
            if (net is not null) await home.LogParamAsync(run, "net", net);
            if (name == "d") await home.Runs.UpdateAsync(TrackingHome.Actor, TrackingHome.Project, run, new() { EndTime = 5 }, Cancellation);
        }
        return home;
    }
}
