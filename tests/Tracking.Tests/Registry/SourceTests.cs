using Athanor.Conformance.Engines;
using Athanor.Foundation.Problems;

namespace Athanor.Tracking.Registry;

public sealed class SourceTests(PostgresFixture server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Engines => RegistryHome.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Each_kind_of_source_leads_to_its_files_and_its_run(string engine)
    {
        await using var home = await RegistryHome.CreateAsync(engine, server, (RegistryHome.Project, "photos/models/a"));
        var run = await home.RunAsync();
        var place = $"{run.ArtifactUri}/model";

        var byPlace = await home.RegisterAsync(place);
        var byRun = await home.RegisterAsync($"runs:/{run.Id}/model", run.Id);
        await home.PromoteAsync(1);
        await home.Promotion.TransitionAsync(RegistryHome.Actor, RegistryHome.Project, "leaves", "2", "Production", false, "", Cancellation);
        var copies = new List<string>();
        foreach (var source in new[] { "models:/leaves/1", "models:/leaves@champion", "models:/leaves/production", "models:/leaves/latest" }) copies.Add((await home.RegisterAsync(source)).Storage);
        var byBucket = await home.RegisterAsync("s3://photos/models/a/");

        Assert.Equal((place, run.Id), (byPlace.Storage, byPlace.Run));
        Assert.Equal(($"runs:/{run.Id}/model", run.Id), (byRun.Storage, byRun.Run));
        Assert.Equal([place, place, $"runs:/{run.Id}/model", $"runs:/{run.Id}/model"], copies[..3].Append(copies[2]));
        Assert.Equal(("s3://photos/models/a", null), (byBucket.Storage, byBucket.Run));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Nothing_of_another_project_or_another_run_can_be_a_source(string engine)
    {
        await using var home = await RegistryHome.CreateAsync(engine, server, ("rocks", "photos/theirs"));
        await home.Models.CreateAsync(RegistryHome.Actor, "rocks", "leaves", null, [], Cancellation);
        var (mine, other, theirs) = (await home.RunAsync(), await home.RunAsync(), await home.RunAsync(project: "rocks"));
        await home.RegisterAsync($"{theirs.ArtifactUri}/m", project: "rocks");

        foreach (var (source, run) in new (string, string?)[]
            {
                ($"runs:/{theirs.Id}/m", null), ($"{theirs.ArtifactUri}/m", null), ("models:/leaves/1", null), ("s3://photos/theirs", null), ("s3://photos/mine", null),
                ($"{other.ArtifactUri}/m", mine.Id), ($"runs:/{other.Id}/m", mine.Id), ("mlflow-artifacts:/0/shared", mine.Id), ($"{mine.ArtifactUri}x/m", mine.Id), ($"{mine.ArtifactUri}/m", theirs.Id),
            })
            await Assert.ThrowsAsync<ProblemException>(() => home.RegisterAsync(source, run));

        Assert.Empty(await home.Versions.ListAsync(RegistryHome.Project, "leaves", long.MaxValue, 10, Cancellation));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_run_that_keeps_its_artifacts_in_a_bucket_opens_it_to_nobody(string engine)
    {
        await using var home = await RegistryHome.CreateAsync(engine, server);
        var (hidden, local) = (await ExperimentAsync(home, "hidden", "s3://vault/runs"), await ExperimentAsync(home, "local", "file:///etc"));

        var refused = await Assert.ThrowsAsync<ProblemException>(() => home.RegisterAsync($"runs:/{hidden}/model"));
        await Assert.ThrowsAsync<ProblemException>(() => home.RegisterAsync($"runs:/{local}/model"));

        Assert.Equal(403, refused.Problem.Status);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("etc/passwd")]
    [InlineData("http://host/model")]
    [InlineData("mlflow-artifacts://host:9000/models")]
    [InlineData("mlflow-artifacts:/0/../../etc")]
    [InlineData("mlflow-artifacts:/0/%2e%2e/etc")]
    [InlineData("mlflow-artifacts:/0/%2E%2E%2fetc")]
    [InlineData("mlflow-artifacts:/0/%252e%252e/etc")]
    [InlineData("mlflow-artifacts:/0/%25252e%25252e/etc")]
    [InlineData("mlflow-artifacts:/0/%c0%ae%c0%ae/etc")]
    [InlineData("mlflow-artifacts:/0/..\\etc")]
    [InlineData("mlflow-artifacts:/0/..%5cetc")]
    [InlineData("mlflow-artifacts:/0/a#/../../etc")]
    [InlineData("mlflow-artifacts:/0/a?x=/../../etc")]
    [InlineData("mlflow-artifacts:/0/a%23b")]
    [InlineData("mlflow-artifacts:/0/a%3fb")]
    [InlineData("mlflow-artifacts:/0/a%00")]
    [InlineData("mlflow-artifacts:/0//etc")]
    [InlineData("mlflow-artifacts:/0/./etc")]
    [InlineData("mlflow-artifacts:/")]
    [InlineData("MLFLOW-ARTIFACTS:/0/x")]
    [InlineData(" mlflow-artifacts:/0/x")]
    [InlineData("s3://vault")]
    [InlineData("s3:///x")]
    [InlineData("s3://vault/../x")]
    [InlineData("runs:/")]
    [InlineData("runs:/../x")]
    [InlineData("models:/leaves")]
    [InlineData("models:/leaves/1/x")]
    [InlineData("models:/@champion")]
    public async Task A_source_that_could_mean_something_else_is_refused(string source)
    {
        await using var home = await RegistryHome.CreateAsync("SQLite", server);

        await Assert.ThrowsAsync<ProblemException>(() => home.RegisterAsync(source));

        Assert.Empty(await home.Versions.ListAsync(RegistryHome.Project, "leaves", long.MaxValue, 10, Cancellation));
    }

    private static async Task<string> ExperimentAsync(RegistryHome home, string name, string place)
    {
        var experiment = await home.Experiments.CreateAsync(RegistryHome.Actor, RegistryHome.Project, name, place, [], Cancellation);
        return (await home.Runs.CreateAsync(RegistryHome.Actor, RegistryHome.Project, new(experiment.Id), Cancellation)).Run.Id;
    }
}
