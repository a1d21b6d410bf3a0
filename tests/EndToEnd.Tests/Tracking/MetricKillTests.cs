using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;

namespace Athanor.EndToEnd.Tracking;

/// <summary>Kills the server while clients log metrics; each client repeats what it has no answer for, as MLflow's does.</summary>
[Trait("Category", "Faults")]
public sealed class MetricKillTests
{
    private const int Clients = 3;
    private const int Keys = 5;
    private static readonly int Kills = Environment.GetEnvironmentVariable("ATHANOR_FAULTS") == "full" ? 100 : 6;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_point_that_was_acknowledged_is_lost_and_none_that_was_repeated_is_doubled()
    {
        await using var server = new AthanorServer();
        await server.InitializeAsync();
        var runs = new List<string>();
        for (var client = 0; client < Clients; client++) runs.Add(await BeginRunAsync(server));
        var next = new int[Clients];

        for (var kill = 0; kill < Kills; kill++)
        {
            var logging = runs.Select((run, client) => Task.Run(() => LogUntilKilledAsync(server.Client, run, client, next))).ToList();
            await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(50, 1200)), Cancellation);
            await server.KillAsync();
            await Task.WhenAll(logging);
            await server.StartAsync();
        }

        for (var client = 0; client < Clients; client++) await AssertWholeAsync(server, runs[client], next[client]);
        Assert.All(next, steps => Assert.True(steps > Kills, $"Only {steps} steps were logged."));
        await server.Client.AssertJournalIsWholeAsync();
    }

    private static async Task<string> BeginRunAsync(AthanorServer server)
    {
        using var answer = await server.Client.PostAsJsonAsync("/api/2.0/mlflow/runs/create", new { experiment_id = "0", start_time = 1 }, Cancellation);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
    }

    // A step counts once it was acknowledged; the one that was not is sent again by the next round.
    private static async Task LogUntilKilledAsync(HttpClient client, string run, int number, int[] next)
    {
        try
        {
            for (; ; next[number]++)
            {
                var metrics = Enumerable.Range(0, Keys).Select(key => new { key = $"metric/{key}", value = ValueOf(next[number], key), timestamp = 1000L + next[number], step = next[number] });
                using var answer = await client.PostAsJsonAsync("/api/2.0/mlflow/runs/log-batch", new { run_id = run, metrics }, Cancellation);
                if (!answer.IsSuccessStatusCode) return;
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            Cancellation.ThrowIfCancellationRequested();
        }
    }

    // The step in flight at the last kill may be there or not.
    private static async Task AssertWholeAsync(AthanorServer server, string run, int steps)
    {
        for (var key = 0; key < Keys; key++)
        {
            var history = await server.Client.GetFromJsonAsync<JsonElement>($"/api/2.0/mlflow/metrics/get-history?run_id={run}&metric_key=metric%2F{key}", Cancellation);
            var points = history.GetProperty("metrics").EnumerateArray().Select(point => (Step: point.GetProperty("step").GetInt32(), Value: point.GetProperty("value").GetDouble())).ToList();

            Assert.InRange(points.Count, steps, steps + 1);
            Assert.Equal(Enumerable.Range(0, points.Count).Select(step => (step, ValueOf(step, key))), points);
        }
    }

    private static double ValueOf(int step, int key) => Math.Sin(step + (key * 0.1));
}
