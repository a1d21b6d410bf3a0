using Athanor.Conformance.Engines;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Model;

namespace Athanor.Tracking;

public sealed class LifecycleTests(PostgresFixture server)
{
    private const string Project = TrackingHome.Project;
    private const string Actor = TrackingHome.Actor;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Engines => TrackingHome.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Nothing_of_another_project_is_found_even_by_its_id(string engine)
    {
        await using var home = await TrackingHome.CreateAsync(engine, server);
        await home.Experiments.BeginAsync("rocks", Cancellation);
        var run = await home.BeginRunAsync("mine");
        await home.LogAsync(run, "loss", new MetricPoint(0, 0, 1));
        var experiment = await home.Experiments.CreateAsync(Actor, Project, "leaves", null, [], Cancellation);

        Func<Task>[] attempts =
        [
            () => home.Runs.GetAsync("rocks", run, Cancellation),
            () => home.Runs.UpdateAsync(Actor, "rocks", run, new() { Name = "x" }, Cancellation),
            () => home.Runs.DeleteAsync(Actor, "rocks", run, Cancellation),
            () => home.Log.LogAsync("rocks", run, new() { Tags = [new("a", "b")] }, Cancellation),
            () => home.Log.RemoveTagAsync("rocks", run, "mlflow.runName", Cancellation),
            () => home.Log.LogInputsAsync("rocks", run, [], Cancellation),
            () => home.History.ReadAsync("rocks", run, "loss", default, 10, Cancellation),
            () => home.History.SampleAsync("rocks", [run], "loss", 0, 1, 10, Cancellation),
            () => home.Experiments.GetAsync("rocks", experiment.Id, Cancellation),
            () => home.Experiments.GetByNameAsync("rocks", "leaves", Cancellation),
            () => home.Experiments.DeleteAsync(Actor, "rocks", experiment.Id, Cancellation),
        ];
        foreach (var attempt in attempts) Assert.Equal("tracking/resource-does-not-exist", (await Assert.ThrowsAsync<ProblemException>(attempt)).Problem.Code);
        Assert.Empty((await home.Runs.SearchAsync("rocks", new(["0", "1"]), Cancellation)).Items);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_run_that_a_job_begins_knows_the_job_whatever_it_says(string engine)
    {
        await using var home = await TrackingHome.CreateAsync(engine, server);

        var ofJob = await home.Runs.CreateAsync("job/17", Project, new("0") { Tags = [new("athanor.job", "3")] }, Cancellation);
        var ofPerson = await home.Runs.CreateAsync(Actor, Project, new("0"), Cancellation);

        Assert.Contains(new NamedText("athanor.job", "17"), ofJob.Tags);
        Assert.DoesNotContain(ofPerson.Tags, tag => tag.Key == "athanor.job");
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Runs_go_and_come_back_with_their_experiment_and_the_Journal_knows(string engine)
    {
        await using var home = await TrackingHome.CreateAsync(engine, server);
        var leaves = await home.Experiments.CreateAsync(Actor, Project, "leaves", null, [new("team", "green")], Cancellation);
        var run = (await home.Runs.CreateAsync(Actor, Project, new(leaves.Id), Cancellation)).Run;

        await home.Experiments.DeleteAsync(Actor, Project, leaves.Id, Cancellation);

        Assert.True((await home.GetAsync(run.Id)).Run.IsDeleted);
        await Assert.ThrowsAsync<ProblemException>(() => home.LogParamAsync(run.Id, "a", "b"));
        await Assert.ThrowsAsync<ProblemException>(() => home.Runs.CreateAsync(Actor, Project, new(leaves.Id), Cancellation));
        Assert.Equal("tracking/resource-already-exists", (await Assert.ThrowsAsync<ProblemException>(() => home.Experiments.CreateAsync(Actor, Project, "leaves", null, [], Cancellation))).Problem.Code);
        Assert.Single((await home.Runs.SearchAsync(Project, new([leaves.Id]) { View = LifecycleView.DeletedOnly }, Cancellation)).Items);
        Assert.Empty((await home.Runs.SearchAsync(Project, new([leaves.Id]), Cancellation)).Items);

        await home.Experiments.RestoreAsync(Actor, Project, leaves.Id, Cancellation);
        await home.Runs.UpdateAsync(Actor, Project, run.Id, new() { Status = RunStatus.Failed, EndTime = 7 }, Cancellation);
        await home.Runs.UpdateAsync(Actor, Project, run.Id, new() { Status = RunStatus.Failed }, Cancellation);
        await home.Runs.DeleteAsync(Actor, Project, run.Id, Cancellation);
        await home.Runs.DeleteAsync(Actor, Project, run.Id, Cancellation);
        await home.Runs.RestoreAsync(Actor, Project, run.Id, Cancellation);

        Assert.Equal((RunStatus.Failed, 7, false), ((await home.GetAsync(run.Id)).Run.Status, (await home.GetAsync(run.Id)).Run.EndTime, (await home.GetAsync(run.Id)).Run.IsDeleted));
        Assert.Equal(["experiment.created", "run.created", "experiment.deleted", "experiment.restored", "run.ended", "run.deleted", "run.restored"], await home.ListVerbsAsync());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task The_name_of_a_run_and_its_tag_are_one(string engine)
    {
        await using var home = await TrackingHome.CreateAsync(engine, server);
        var run = await home.BeginRunAsync();
        Assert.NotEmpty((await home.GetAsync(run)).Run.Name);

        await home.Log.LogAsync(Project, run, new() { Tags = [new("mlflow.runName", "tagged")] }, Cancellation);
        Assert.Equal("tagged", (await home.GetAsync(run)).Run.Name);
        await home.Runs.UpdateAsync(Actor, Project, run, new() { Name = "named" }, Cancellation);
        Assert.Equal([new("mlflow.runName", "named")], (await home.GetAsync(run)).Tags);
        await Assert.ThrowsAsync<ProblemException>(() => home.BeginRunAsync("one", tags: [new("mlflow.runName", "other")]));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Experiments_are_searched_page_by_page(string engine)
    {
        await using var home = await TrackingHome.CreateAsync(engine, server);
        foreach (var name in new[] { "a", "b", "c" }) await home.Experiments.CreateAsync(Actor, Project, name, null, [new("kind", name == "b" ? "odd" : "even")], Cancellation);

        Assert.Equal(["c", "b", "a", "Default"], await SearchAsync(home, new() { Limit = 1 }));
        Assert.Equal(["a", "c"], await SearchAsync(home, new() { Limit = 1, Filter = "tags.kind = 'even' AND name != 'Default'", OrderBy = ["name"] }));
        await Assert.ThrowsAsync<ProblemException>(() => SearchAsync(home, new() { Limit = 0 }));
        await Assert.ThrowsAsync<ProblemException>(() => SearchAsync(home, new() { Limit = 50_001 }));
        await Assert.ThrowsAsync<ProblemException>(() => SearchAsync(home, new() { Filter = "metrics.a < 1" }));
    }

    private static async Task<List<string>> SearchAsync(TrackingHome home, Search.ExperimentSearch search)
    {
        var names = new List<string>();
        string? token = null;
        do
        {
            var page = await home.Experiments.SearchAsync(Project, search with { PageToken = token }, Cancellation);
            names.AddRange(page.Items.Select(experiment => experiment.Name));
            token = page.Next;
        }
        while (token is not null);
        return names;
    }
}
