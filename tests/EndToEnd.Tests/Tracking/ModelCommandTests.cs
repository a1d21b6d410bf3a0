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
