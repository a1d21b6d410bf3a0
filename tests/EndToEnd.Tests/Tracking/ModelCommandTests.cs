using System.Net.Http.Json;
using System.Text.Json;

namespace Athanor.EndToEnd.Tracking;

/// <summary>The registry at the command line, by one who makes models and one who approves them.</summary>
public sealed class ModelCommandTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    private const string Mlflow = "/api/2.0/mlflow/";

    [Fact]
    public async Task A_version_passes_its_gate_once_others_approve_and_goes_back_when_it_must()
    {
        using var maker = server.CreateClient(await server.AddPersonAsync("maker", "contributor", "default"));
        await maker.CreateAsync(Mlflow + "registered-models/create", new { name = "leaves" });
        foreach (var accuracy in new[] { 0.97, 0.98, 0.5 }) await RegisterAsync(maker, accuracy);
        await SucceedAsync("models", "promote", "leaves/1", "--alias", "champion", "--reason", "the first");
        await SucceedAsync("models", "gate", "leaves", "--for", "champion", "--metric", "accuracy >= 0.95", "--approvals", "1");

        var bad = await AthanorCommand.RunAsync(server, "models", "promote", "leaves/3", "--alias", "champion", "--reason", "hope");
        var early = await AthanorCommand.RunAsync(server, "models", "promote", "leaves/2", "--alias", "champion", "--reason", "better");
        await SucceedAsync("models", "approve", "leaves/2", "--for", "champion", "--reason", "looked at the confusion matrix");
        await SucceedAsync("models", "promote", "leaves/2", "--alias", "champion", "--reason", "better");
        var shown = await SucceedAsync("models", "show", "leaves@champion");
        await SucceedAsync("models", "rollback", "leaves", "--alias", "champion", "--reason", "it is slow");

        Assert.Equal((1, 1), (bad.ExitCode, early.ExitCode));
        Assert.Contains("accuracy is 0.5, not >= 0.95", bad.Errors, StringComparison.Ordinal);
        Assert.Contains("0 of 1 approvals", early.Errors, StringComparison.Ordinal);
        Assert.Contains("leaves/2", shown, StringComparison.Ordinal);
        Assert.Contains("looked at the confusion matrix", shown, StringComparison.Ordinal);
        Assert.Contains("champion rolled-back to version 1", await SucceedAsync("models", "show", "leaves"), StringComparison.Ordinal);
        Assert.Contains("it is slow", await SucceedAsync("audit", "search", "--verb", "model-alias.rolled-back", "--json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_are_JSON_for_programs()
    {
        await server.Client.CreateAsync(Mlflow + "registered-models/create", new { name = "roots" });
        await RegisterAsync(server.Client, 1, "roots");

        var models = JsonSerializer.Deserialize<JsonElement>(await SucceedAsync("models", "ls", "--filter", "name = 'roots'", "--json"));
        var versions = JsonSerializer.Deserialize<JsonElement>(await SucceedAsync("models", "versions", "roots", "--json"));
        var missing = await AthanorCommand.RunAsync(server, "models", "show", "nothing/1");

        Assert.Equal("roots", Assert.Single(models.EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal(1, Assert.Single(versions.EnumerateArray()).GetProperty("version").GetInt64());
        Assert.Equal(1, missing.ExitCode);
        Assert.Contains("not found", missing.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_what_it_was_when_the_version_was_made_is_found()
    {
        await server.Client.CreateAsync(Mlflow + "registered-models/create", new { name = "stems" });
        var run = (await server.Client.CreateAsync(Mlflow + "runs/create", new { experiment_id = "0" })).GetProperty("run").GetProperty("info");
        await StoreAsync(run, "weights.bin", "weights");
        await StoreAsync(run, "requirements.txt", "numpy==2.3");
        await server.Client.CreateAsync(Mlflow + "model-versions/create", new { name = "stems", source = $"runs:/{run.GetProperty("run_id").GetString()}/model" });

        var whole = await SucceedAsync("models", "verify", "stems");
        var shown = await SucceedAsync("models", "show", "stems/1");
        await StoreAsync(run, "weights.bin", "weightz");
        await StoreAsync(run, "extra.py", "import os");
        var changed = await AthanorCommand.RunAsync(server, "models", "verify", "stems/1");

        Assert.Contains("2 files are as they were signed", whole, StringComparison.Ordinal);
        Assert.Contains("requirements.txt", shown, StringComparison.Ordinal);
        Assert.Equal(3, changed.ExitCode);
        Assert.Equal("stems/1 weights.bin: changed\nstems/1 extra.py: added\n", changed.Output);
        Assert.Equal("import os", await server.Client.GetStringAsync("/api/v1/models/stems/versions/1/files/extra.py", TestContext.Current.CancellationToken));
        Assert.Equal(400, (int)(await server.Client.GetAsync("/api/v1/models/stems/versions/1/files/%2e%2e%2fmodel%2fextra.py", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_logged_model_becomes_a_version_with_the_run_that_made_it()
    {
        await server.Client.CreateAsync(Mlflow + "registered-models/create", new { name = "barks" });
        var run = (await server.Client.CreateAsync(Mlflow + "runs/create", new { experiment_id = "0" })).GetProperty("run").GetProperty("info").GetProperty("run_id").GetString();
        var logged = (await server.Client.CreateAsync(Mlflow + "logged-models", new { experiment_id = "0", name = "net", source_run_id = run })).GetProperty("model").GetProperty("info").GetProperty("model_id").GetString();

        var version = (await server.Client.CreateAsync(Mlflow + "model-versions/create", new { name = "barks", source = $"models:/{logged}", run_id = run, model_id = logged })).GetProperty("model_version");

        Assert.Equal(run, version.GetProperty("run_id").GetString());
        Assert.Contains(logged!, await SucceedAsync("models", "show", "barks/1"), StringComparison.Ordinal);
        Assert.Contains($"logged-model/{logged}", await SucceedAsync("lineage", "model-version/default/barks/1", "--up"), StringComparison.Ordinal);
    }

    private async Task StoreAsync(JsonElement run, string name, string content)
    {
        var place = run.GetProperty("artifact_uri").GetString()!["mlflow-artifacts:/".Length..];
        (await server.Client.PutAsync($"/api/2.0/mlflow-artifacts/artifacts/{place}/model/{name}", new StringContent(content), TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
    }

    private static async Task RegisterAsync(HttpClient client, double accuracy, string name = "leaves")
    {
        var run = (await client.CreateAsync(Mlflow + "runs/create", new { experiment_id = "0" })).GetProperty("run").GetProperty("info").GetProperty("run_id").GetString();
        (await client.PostAsJsonAsync(Mlflow + "runs/log-metric", new { run_id = run, key = "accuracy", value = accuracy, timestamp = 1 })).EnsureSuccessStatusCode();
        await client.CreateAsync(Mlflow + "model-versions/create", new { name, source = $"runs:/{run}/model" });
    }

    private async Task<string> SucceedAsync(params string[] arguments)
    {
        var command = await AthanorCommand.RunAsync(server, arguments);
        Assert.True(command.ExitCode == 0, command.Errors);
        return command.Output;
    }
}
