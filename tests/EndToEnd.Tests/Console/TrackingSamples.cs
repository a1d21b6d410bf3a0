using System.Text;
using System.Text.Json;

namespace Athanor.EndToEnd.Console;

/// <summary>Runs that ended, fail and still go on, with files and names that somebody meant to be a nuisance; and a model of several versions behind a gate.</summary>
internal sealed class TrackingSamples(AthanorServer server)
{
    public const string Experiment = "1";
    public const string Model = "leaves";

    private const string Nuisance = "<script>alert('a name')</script><img src=x onerror=alert(1)>";

    /// <summary>Runs in the order they were made.</summary>
    public List<string> Runs { get; } = [];

    public async Task FillAsync()
    {
        await PostAsync("experiments/create", new { name = "leaves, told apart by a-network-with-a-rather-long-name-that-still-has-to-fit-on-a-telephone" });
        await AddRunAsync("patient-oak", "sgd", 0.01, "FINISHED");
        await AddRunAsync(Nuisance, "adam", 0.003, "FINISHED");
        await AddRunAsync("hasty-elm", "adam", 0.5, "FAILED");
        await AddRunAsync("calm-fern", "adam", 0.001, status: null);
        await AddFilesAsync(Runs[1]);
        await AddModelAsync();
    }

    private async Task AddRunAsync(string name, string optimizer, double rate, string? status)
    {
        var run = (await PostAsync("runs/create", new { experiment_id = Experiment, run_name = name, start_time = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), tags = new[] { Tag("athanor.job", "1"), Tag("note", Nuisance) } }))
            .GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
        Runs.Add(run);
        var metrics = Enumerable.Range(0, 400).SelectMany(step => new[] { Metric("loss", 2.5 / (1 + (step * rate)) + (0.1 * Math.Sin(step)), step), Metric("val/accuracy", step * rate / (1 + (step * rate)), step) });
        await PostAsync("runs/log-batch", new { run_id = run, metrics, @params = new[] { Tag("optimizer", optimizer), Tag("rate", $"{rate}"), Tag("seed", "7"), Tag("note", Nuisance) } });
        await PostAsync("runs/log-inputs", new { run_id = run, datasets = new[] { new { dataset = new { name = Nuisance, digest = "abc123", source_type = "local", source = "{}" }, tags = new[] { Tag("mlflow.data.context", "training") } } } });
        if (status is not null) await PostAsync("runs/update", new { run_id = run, status, end_time = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() });
    }

    private async Task AddFilesAsync(string run)
    {
        await PutFileAsync(run, "curve.png", Picture.Of(64, 40, 40, 120, 60));
        await PutFileAsync(run, "tables/errors.csv", "species,errors\noak,3\nelm,<b>5</b>\n"u8.ToArray());
        await PutFileAsync(run, "model/MLmodel", "flavors: {}\n"u8.ToArray());
        await PutFileAsync(run, "model/weights.bin", Encoding.UTF8.GetBytes(new string('w', 3000)));
    }

    private async Task AddModelAsync()
    {
        await PostAsync("registered-models/create", new { name = Model, description = Nuisance });
        foreach (var (run, text) in new[] { (Runs[1], "The first one"), (Runs[1], Nuisance) })
            await PostAsync("model-versions/create", new { name = Model, source = $"runs:/{run}/model", run_id = run, description = text });
        await PostAsync("model-versions/create", new { name = Model, source = $"runs:/{Runs[0]}/model", run_id = Runs[0] });
        await PostAsync("registered-models/alias", new { name = Model, alias = "champion", version = "1" });
        await PostAsync("registered-models/alias", new { name = Model, alias = "champion", version = "2" });
        using var gate = await server.Client.PutAsync(
            $"/api/v1/models/{Model}/gates/champion", new StringContent("""{"metrics": ["val/accuracy >= 0.99"], "tags": ["reviewed=yes"], "approvals": 1}""", Encoding.UTF8, "application/json"));
        Assert.True(gate.IsSuccessStatusCode, await gate.Content.ReadAsStringAsync());
    }

    private async Task PutFileAsync(string run, string path, byte[] content)
    {
        using var answer = await server.Client.PutAsync($"/api/2.0/mlflow-artifacts/artifacts/{Experiment}/{run}/artifacts/{path}", new ByteArrayContent(content));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private Task<JsonElement> PostAsync(string path, object body) => server.Client.CreateAsync($"/api/2.0/mlflow/{path}", body);

    private static object Tag(string key, string value) => new { key, value };

    private static object Metric(string key, double value, int step) => new { key, value, step, timestamp = step };
}
