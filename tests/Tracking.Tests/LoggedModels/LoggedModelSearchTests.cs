using Athanor.Conformance.Engines;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Model;

namespace Athanor.Tracking.LoggedModels;

public sealed class LoggedModelSearchTests(PostgresFixture server)
{
    private const string Project = TrackingHome.Project;
    private const string Actor = TrackingHome.Actor;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Engines => TrackingHome.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Models_are_found_by_what_is_known_of_them(string engine)
    {
        await using var home = await FillAsync(engine);

        Assert.Equal(["c", "b", "a"], await NamesAsync(home, new(["0"])));
        Assert.Equal(["a"], await NamesAsync(home, new(["0"]) { Filter = "name = 'a'" }));
        Assert.Equal(["c", "a"], await NamesAsync(home, new(["0"]) { Filter = "params.depth LIKE '3%'" }));
        Assert.Equal(["b"], await NamesAsync(home, new(["0"]) { Filter = "tags.`team of it` = 'red' AND status = 'READY' AND creation_timestamp > 0" }));
        Assert.Equal(["b", "a"], await NamesAsync(home, new(["0"]) { Filter = "metrics.accuracy > 0.5" }));
        Assert.Equal(["a"], await NamesAsync(home, new(["0"]) { Filter = "metrics.accuracy > 0.5", Datasets = [new("oaks", null)] }));
        Assert.Equal(["b", "a"], await NamesAsync(home, new(["0"]) { Datasets = [new("oaks", null), new("elms", "z")] }));
        Assert.Empty(await NamesAsync(home, new(["0"]) { Datasets = [new("oaks", "other")] }));
        Assert.Empty(await NamesAsync(home, new(["1", "x"])));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Models_are_ordered_by_metrics_of_a_dataset_and_the_unmeasured_come_last(string engine)
    {
        await using var home = await FillAsync(engine);
        LoggedModelOrder Accuracy(bool isAscending, DatasetName? dataset = null) => new("metrics.accuracy", isAscending) { Dataset = dataset };

        Assert.Equal(["b", "a", "c"], await NamesAsync(home, new(["0"]) { OrderBy = [Accuracy(false)] }));
        Assert.Equal(["a", "b", "c"], await NamesAsync(home, new(["0"]) { OrderBy = [Accuracy(true)] }));
        Assert.Equal(["a", "b", "c"], await NamesAsync(home, new(["0"]) { OrderBy = [Accuracy(false, new("oaks", null))] }));
        Assert.Equal(["b", "a", "c"], await NamesAsync(home, new(["0"]) { OrderBy = [Accuracy(true, new("oaks", "x"))] }));
        Assert.Equal(["a", "b", "c"], await NamesAsync(home, new(["0"]) { OrderBy = [new("name", true)] }));
        Assert.Equal(["c", "b", "a"], await NamesAsync(home, new(["0"]) { OrderBy = [new("creation_time", false)] }));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_search_that_makes_no_sense_is_refused(string engine)
    {
        await using var home = await FillAsync(engine);

        foreach (var search in new LoggedModelSearch[]
        {
            new(["0"]) { Limit = 0 },
            new(["0"]) { Limit = 1001 },
            new(["0"]) { Filter = "nothing = 'a'" },
            new(["0"]) { Filter = "metrics.a LIKE 'b'" },
            new(["0"]) { Filter = "name = 'a' OR name = 'b'" },
            new(["0"]) { Filter = "datasets.name = 'a'" },
            new(["0"]) { Filter = "name = 'a'; DROP TABLE logged_models" },
            new(["0"]) { OrderBy = [new("params.depth", true)] },
            new(["0"]) { OrderBy = [new("name", true) { Dataset = new("oaks", null) }] },
            new(["0"]) { PageToken = "x" },
            new(["0"]) { PageToken = "WzAsIngiXQ" },
        }) Assert.Equal("tracking/invalid-parameter-value", (await Assert.ThrowsAsync<ProblemException>(() => home.Models.SearchAsync(Project, search, Cancellation))).Problem.Code);
    }

    // a is best on oaks, b on all; c was never measured.
    private async Task<TrackingHome> FillAsync(string engine)
    {
        var home = await TrackingHome.CreateAsync(engine, server);
        var run = await home.BeginRunAsync();
        foreach (var (name, depth, team) in new[] { ("a", "3", "green"), ("b", "2", "red"), ("c", "33", "blue") })
        {
            home.Clock.Advance(TimeSpan.FromSeconds(1));
            var model = await home.Models.CreateAsync(Actor, Project, new("0") { Name = name, Params = [new("depth", depth)], Tags = [new("team of it", team)] }, Cancellation);
            if (name == "b") await home.Models.FinishAsync(Actor, Project, model.Id, LoggedModelStatus.Ready, Cancellation);
            LoggedMetric Measured(long time, double value, string dataset, string digest) => new("accuracy", new(time, time, value)) { Subject = new(model.Id, dataset, digest) };
            if (name == "a") await home.Log.LogAsync(Project, run, new() { Metrics = [Measured(1, 0.7, "oaks", "x")] }, Cancellation);
            if (name == "b") await home.Log.LogAsync(Project, run, new() { Metrics = [Measured(1, 0.4, "oaks", "x"), Measured(2, 0.9, "elms", "z")] }, Cancellation);
        }
        return home;
    }

    /// <summary>Page by page.</summary>
    private static async Task<List<string>> NamesAsync(TrackingHome home, LoggedModelSearch search)
    {
        var (names, token) = (new List<string>(), (string?)null);
        do
        {
            var page = await home.Models.SearchAsync(Project, search with { Limit = 1, PageToken = token }, Cancellation);
            names.AddRange(page.Items.Select(model => model.Name));
            token = page.Next;
        }
        while (token is not null);
        return names;
    }
}
