using System.Net.Http.Json;
using System.Text.Json;

namespace Athanor.EndToEnd.Tracking;

public sealed class ClearingTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_command_line_shows_what_a_deleted_run_takes_and_gives_it_back()
    {
        using var made = await server.Client.PostAsJsonAsync("/api/2.0/mlflow/runs/create", new { experiment_id = "0", start_time = 1 }, Cancellation);
        var run = (await made.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
        using var logged = await server.Client.PostAsJsonAsync("/api/2.0/mlflow/runs/log-metric", new { run_id = run, key = "loss", value = 1, timestamp = 1, step = 1 }, Cancellation);
        using var stored = await server.Client.PutAsync($"/api/2.0/mlflow-artifacts/artifacts/0/{run}/artifacts/notes.txt", new StringContent(new string('x', 10_000)), Cancellation);
        Assert.True(logged.IsSuccessStatusCode && stored.IsSuccessStatusCode);
        using var deleted = await server.Client.PostAsJsonAsync("/api/2.0/mlflow/runs/delete", new { run_id = run }, Cancellation);

        var before = await AthanorCommand.RunAsync(server, "runs", "du");
        var freed = await AthanorCommand.RunAsync(server, "runs", "gc");
        var after = await AthanorCommand.RunAsync(server, "runs", "du", "--json");

        Assert.True(freed.ExitCode == 0, freed.Errors);
        Assert.Contains("of 1 runs", before.Output, StringComparison.Ordinal);
        Assert.StartsWith("Freed", freed.Output, StringComparison.Ordinal);
        Assert.Equal(0, JsonDocument.Parse(after.Output).RootElement.GetProperty("runs").GetInt64());
        using var gone = await server.Client.GetAsync($"/api/2.0/mlflow/runs/get?run_id={run}", Cancellation);
        Assert.Equal(404, (int)gone.StatusCode);
    }
}
