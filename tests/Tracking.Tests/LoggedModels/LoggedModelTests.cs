using System.Text;
using Athanor.Conformance.Engines;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Artifacts;
using Athanor.Tracking.Model;

namespace Athanor.Tracking.LoggedModels;

public sealed class LoggedModelTests(PostgresFixture server)
{
    private const string Project = TrackingHome.Project;
    private const string Actor = TrackingHome.Actor;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Engines => TrackingHome.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_model_is_begun_finished_described_and_deleted(string engine)
    {
        await using var home = await TrackingHome.CreateAsync(engine, server);
        var run = await home.BeginRunAsync();
        var model = await home.Models.CreateAsync(Actor, Project, new("0") { Name = "iris", Type = "Classifier", SourceRun = run, Params = [new("depth", "3")], Tags = [new("team", "green")] }, Cancellation);

        Assert.Matches("^m-[0-9a-f]{32}$", model.Id);
        Assert.Equal(($"mlflow-artifacts:/0/models/{model.Id}/artifacts", LoggedModelStatus.Pending, run), (model.ArtifactUri, model.Status, model.SourceRun));
        Assert.Equal(LoggedModelStatus.Ready, (await home.Models.FinishAsync(Actor, Project, model.Id, LoggedModelStatus.Ready, Cancellation)).Status);
        await home.Models.SetTagsAsync(Project, model.Id, [new("team", "red"), new("stage", "test")], Cancellation);
        await home.Models.RemoveTagAsync(Project, model.Id, "stage", Cancellation);
        await RefusedAsync("tracking/resource-does-not-exist", () => home.Models.RemoveTagAsync(Project, model.Id, "stage", Cancellation));
        await home.Models.LogParamsAsync(Project, model.Id, [new("depth", "3"), new("rate", "0.1")], Cancellation);
        await RefusedAsync("tracking/invalid-parameter-value", () => home.Models.LogParamsAsync(Project, model.Id, [new("depth", "4")], Cancellation));

        var found = await home.Models.GetAsync(Project, model.Id, Cancellation);
        Assert.Equal([new("team", "red")], found.Tags);
        Assert.Equal([new("depth", "3"), new("rate", "0.1")], found.Params);
        await home.Models.DeleteAsync(Actor, Project, model.Id, Cancellation);
        await RefusedAsync("tracking/resource-does-not-exist", () => home.Models.GetAsync(Project, model.Id, Cancellation));
        Assert.Equal(["run.created", "logged-model.created", "logged-model.finished", "logged-model.deleted"], await home.ListVerbsAsync());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Nothing_of_another_project_is_found_or_joined(string engine)
    {
        await using var home = await TrackingHome.CreateAsync(engine, server);
        await home.Experiments.BeginAsync("rocks", Cancellation);
        var (mine, theirs) = (await home.BeginRunAsync(), await home.BeginRunAsync(project: "rocks"));
        var model = await home.Models.CreateAsync(Actor, Project, new("0"), Cancellation);

        Func<Task>[] attempts =
        [
            () => home.Models.GetAsync("rocks", model.Id, Cancellation),
            () => home.Models.FinishAsync(Actor, "rocks", model.Id, LoggedModelStatus.Ready, Cancellation),
            () => home.Models.DeleteAsync(Actor, "rocks", model.Id, Cancellation),
            () => home.Models.SetTagsAsync("rocks", model.Id, [], Cancellation),
            () => home.Models.LogParamsAsync("rocks", model.Id, [], Cancellation),
            () => home.Models.CreateAsync(Actor, "rocks", new("0") { SourceRun = mine }, Cancellation),
            () => home.RunModels.LogOutputsAsync("rocks", theirs, [new(model.Id, 0)], Cancellation),
            () => home.Log.LogInputsAsync("rocks", theirs, [], [model.Id], Cancellation),
            () => home.Log.LogAsync("rocks", theirs, new() { Metrics = [new("loss", new(0, 0, 1)) { Subject = new(model.Id, "", "") }] }, Cancellation),
            () => home.Files.ListAsync("rocks", $"models:/{model.Id}", Cancellation),
        ];
        foreach (var attempt in attempts) await RefusedAsync("tracking/resource-does-not-exist", attempt);
        Assert.Empty((await home.Models.SearchAsync("rocks", new(["0"]), Cancellation)).Items);
        Assert.Empty((await home.Runs.GetAsync("rocks", theirs, Cancellation)).Metrics);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_model_has_files_of_its_own_until_its_experiment_is_deleted(string engine)
    {
        await using var home = await TrackingHome.CreateAsync(engine, server);
        var experiment = await home.Experiments.CreateAsync(Actor, Project, "leaves", null, [], Cancellation);
        var model = await home.Models.CreateAsync(Actor, Project, new(experiment.Id), Cancellation);
        var path = ArtifactPath.Parse($"1/models/{model.Id}/artifacts/MLmodel");
        await home.Artifacts.PutAsync(Actor, Project, path, new MemoryStream(Encoding.UTF8.GetBytes("flavors:")), 8, null, Cancellation);

        Assert.Equal(("MLmodel", 8L), (await home.Files.ListAsync(Project, $"models:/{model.Id}", Cancellation)).Select(file => (file.Path, file.Size)).Single());
        await home.Experiments.DeleteAsync(Actor, Project, experiment.Id, Cancellation);
        await RefusedAsync("tracking/invalid-parameter-value", () => home.Artifacts.PutAsync(Actor, Project, path, new MemoryStream(), 0, null, Cancellation));
        await RefusedAsync("tracking/invalid-parameter-value", () => home.Models.SetTagsAsync(Project, model.Id, [new("a", "b")], Cancellation));
        await home.Experiments.RestoreAsync(Actor, Project, experiment.Id, Cancellation);
        await home.Models.DeleteAsync(Actor, Project, model.Id, Cancellation);
        await RefusedAsync("tracking/resource-does-not-exist", () => home.Artifacts.PutAsync(Actor, Project, path, new MemoryStream(), 0, null, Cancellation));
        Assert.Equal(new(1, 8), (await home.Removal.RemoveAsync(Project, [model.ArtifactUri], Cancellation))[model.ArtifactUri]);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_run_says_which_models_it_took_and_made(string engine)
    {
        await using var home = await TrackingHome.CreateAsync(engine, server);
        var run = await home.BeginRunAsync();
        var (taken, made) = (await home.Models.CreateAsync(Actor, Project, new("0"), Cancellation), await home.Models.CreateAsync(Actor, Project, new("0"), Cancellation));

        for (var time = 0; time < 2; time++)
        {
            await home.Log.LogInputsAsync(Project, run, [], [taken.Id], Cancellation);
            await home.RunModels.LogOutputsAsync(Project, run, [new(made.Id, 10), new(made.Id, 20)], Cancellation);
        }

        var found = await home.GetAsync(run);
        Assert.Equal([taken.Id], found.ModelInputs);
        Assert.Equal([new(made.Id, 10), new(made.Id, 20)], found.ModelOutputs);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Metrics_of_a_model_stay_with_it_by_dataset_and_the_latest_counts(string engine)
    {
        await using var home = await TrackingHome.CreateAsync(engine, server);
        var run = await home.BeginRunAsync();
        var model = await home.Models.CreateAsync(Actor, Project, new("0"), Cancellation);
        LoggedMetric Measured(long step, double value, string dataset = "", string digest = "") => new("accuracy", new(step, step, value)) { Subject = new(model.Id, dataset, digest) };

        await home.Log.LogAsync(Project, run, new() { Metrics = [Measured(2, 0.8), Measured(1, 0.9), Measured(1, 0.5, "oaks", "a"), Measured(2, 0.6, "oaks", "a"), Measured(1, double.NaN, "oaks", "b")] }, Cancellation);

        var metrics = (await home.Models.GetAsync(Project, model.Id, Cancellation)).Metrics;
        Assert.Equal([("", "", 0.8), ("oaks", "a", 0.6), ("oaks", "b", double.NaN)], metrics.Select(metric => (metric.DatasetName, metric.DatasetDigest, metric.Point.Value)));
        Assert.All(metrics, metric => Assert.Equal(run, metric.Run));
        Assert.Equal(5, (await home.ReadHistoryAsync(run, "accuracy")).Count);
    }

    private static async Task RefusedAsync(string code, Func<Task> attempt) => Assert.Equal(code, (await Assert.ThrowsAsync<ProblemException>(attempt)).Problem.Code);
}
