using System.Diagnostics;
using System.Net.Http.Json;
using Athanor.Conformance;
using Athanor.EndToEnd.Jobs;

namespace Athanor.EndToEnd.Training;

/// <summary>A training job as people start it, of which a worker dies.</summary>
public sealed class LostWorkerTests : IAsyncLifetime
{
    private static readonly string[] Settings = ["batch=6", "epochs=14", "context=32", "width=32", "layers=2", "heads=2", "shared-heads=1", "feed-forward=64", "vocabulary=300", "sample=0"];
    private readonly JobServer _jobs = new();
    private readonly TemporaryFolder _folder = new();

    public async ValueTask InitializeAsync()
    {
        await _jobs.Server.StartAsync();
        for (var file = 0; file < 8; file++) await File.WriteAllTextAsync(_folder.File($"{file}.txt"), Words.Of(file), TestContext.Current.CancellationToken);
        await CallAsync("data", "create", "words");
        await CallAsync("data", "import", _folder.Path, "words@main", "--message", "words");
    }

    public async ValueTask DisposeAsync()
    {
        await _jobs.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_run_that_lost_a_worker_goes_on_from_its_checkpoint_to_the_same_weights()
    {
        var hurt = await TrainAsync();
        await _jobs.SaysAsync(hurt, "step 10");
        using (var worker = Process.GetProcessById(await _jobs.ProcessOfAsync(hurt, 1, "process"))) worker.Kill();
        var job = await _jobs.EndAsync(hurt);
        var whole = await TrainAsync();
        Assert.Equal("succeeded", JobServer.StateOf(await _jobs.EndAsync(whole)));

        Assert.Equal(("succeeded", 2), (JobServer.StateOf(job), job.GetProperty("attempts").GetInt32()));
        Assert.Contains("goes on behind step", await _jobs.LogAsync(hurt), StringComparison.Ordinal);
        Assert.Equal(await WeightsOfAsync(whole), await WeightsOfAsync(hurt));
        Assert.Equal(("FINISHED", 1), await TrackedAsync(hurt));
    }

    [Fact]
    public async Task A_cancelled_run_saves_where_it_was_and_can_be_resumed()
    {
        var id = await TrainAsync();
        await _jobs.SaysAsync(id, "step 10");
        await _jobs.CancelAsync(id);
        Assert.Equal("cancelled", JobServer.StateOf(await _jobs.EndAsync(id)));

        await CallAsync("train", "resume", $"{id}", "--detach");
        Assert.Equal("succeeded", JobServer.StateOf(await _jobs.EndAsync(id)));
        Assert.Contains("goes on behind step", await _jobs.LogAsync(id), StringComparison.Ordinal);

        Assert.Contains("equal to the bit", (await CallAsync("replay", $"{id}", "--steps", "50")).Output, StringComparison.Ordinal);
    }

    // How its run stands in what MLflow's clients see, and how many it has.
    private async Task<(string Status, int Runs)> TrackedAsync(long id)
    {
        var experiment = (await _jobs.Server.GetAsync("/api/2.0/mlflow/experiments/get-by-name?experiment_name=words")).GetProperty("experiment").GetProperty("experiment_id").GetString();
        using var answer = await _jobs.Server.Client.PostAsJsonAsync("/api/2.0/mlflow/runs/search", new { experiment_ids = new[] { experiment }, filter = $"tags.`athanor.job` = '{id}' and metrics.held_out_perplexity > 1" }, TestContext.Current.CancellationToken);
        var runs = (await answer.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>(TestContext.Current.CancellationToken)).GetProperty("runs");
        return (runs[0].GetProperty("info").GetProperty("status").GetString()!, runs.GetArrayLength());
    }

    private async Task<long> TrainAsync() => long.Parse(
        (await CallAsync(["train", "language-model", "--data", "words@main", "--workers", "2", "--cpus", "0.5", "--memory", "512MiB", "--checkpoint-every", "8", "--detach", .. Settings.SelectMany(setting => new[] { "--set", setting })])).Output,
        System.Globalization.CultureInfo.InvariantCulture);

    private async Task<byte[]> WeightsOfAsync(long id)
    {
        var job = await _jobs.Server.GetAsync($"/api/v1/jobs/{id}");
        var place = job.GetProperty("specification").GetProperty("outputs")[0].GetProperty("to").GetString();
        var file = _folder.File($"weights-{id}");
        await CallAsync("objects", "cp", $"{place}/model.safetensors", file);
        return await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
    }

    private async Task<AthanorCommand> CallAsync(params string[] arguments)
    {
        var call = await AthanorCommand.RunAsync(_jobs.Server.Folder, arguments, new Dictionary<string, string> { ["ATHANOR_DATA"] = _jobs.Server.Folder });
        Assert.True(call.ExitCode == 0, call.Errors + call.Output);
        return call;
    }
}
