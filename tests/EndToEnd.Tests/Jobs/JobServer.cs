using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Athanor.Conformance;

namespace Athanor.EndToEnd.Jobs;

/// <summary>A server for jobs, on a machine that is said to have eight processors and four GPUs; and what tests ask of it again and again.</summary>
internal sealed class JobServer(params string[] settings) : IAsyncDisposable
{
    public AthanorServer Server { get; } = new() { Settings = ["--jobs.cpus", "8", "--jobs.memory", "64GiB", "--jobs.accelerators", "gpu:h100:4:80GiB", "--jobs.stop-grace", "1s", .. settings] };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<JobServer> StartAsync(params string[] settings)
    {
        var server = new JobServer(settings);
        await server.Server.StartAsync();
        return server;
    }

    public async Task<long> SubmitAsync(string specification, HttpClient? client = null)
    {
        using var answer = await SendAsync(specification, client);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(Cancellation));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("id").GetInt64();
    }

    public async Task<HttpResponseMessage> SendAsync(string specification, HttpClient? client = null)
    {
        using var content = new StringContent(specification);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/yaml");
        return await (client ?? Server.Client).PostAsync("/api/v1/jobs", content, Cancellation);
    }

    /// <summary>The job once it is over.</summary>
    public async Task<JsonElement> EndAsync(long id)
    {
        for (var attempt = 0; attempt < 6; attempt++)
        {
            var job = await Server.GetAsync($"/api/v1/jobs/{id}?waitSeconds=20");
            if (StateOf(job) is "succeeded" or "failed" or "cancelled") return job;
        }
        Assert.Fail($"Job {id} does not end: {await Server.GetAsync($"/api/v1/jobs/{id}")}\n{Server.Output}");
        return default;
    }

    public Task BecomesAsync(long id, string state) => Eventually.HoldsAsync(async () => StateOf(await Server.GetAsync($"/api/v1/jobs/{id}")) == state, $"job {id} is {state}");

    public Task SaysAsync(long id, string words, int rank = 0) => Eventually.HoldsAsync(async () => (await LogAsync(id, rank)).Contains(words, StringComparison.Ordinal), $"job {id} says '{words}'");

    public async Task<string> LogAsync(long id, int rank = 0, int? attempt = null)
    {
        using var answer = await Server.Client.GetAsync($"/api/v1/jobs/{id}/log?rank={rank}{(attempt is null ? "" : $"&attempt={attempt}")}", Cancellation);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(Cancellation) : "";
    }

    public async Task<HttpStatusCode> CancelAsync(long id)
    {
        using var answer = await Server.Client.PostAsync($"/api/v1/jobs/{id}/cancel", null, Cancellation);
        return answer.StatusCode;
    }

    public static string StateOf(JsonElement job) => job.GetProperty("state").GetString()!;

    public static string ReasonOf(JsonElement job) => job.GetProperty("reason").GetString()!;

    /// <summary>Processes whose environment holds this text, wherever they are.</summary>
    public static List<int> ProcessesWith(string text)
    {
        var found = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var number)) continue;
            try
            {
                if (File.ReadAllText(Path.Combine(folder, "environ")).Contains(text, StringComparison.Ordinal)) found.Add(number);
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It ended while it was looked at.
            }
        }
        return found;
    }

    /// <summary>Whatever a test left running ends with it.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            var active = await Server.Client.GetFromJsonAsync<JsonElement>("/api/v1/jobs?state=held,queued,placed,running,stopping&limit=1000", Cancellation);
            foreach (var job in active.GetProperty("items").EnumerateArray()) await CancelAsync(job.GetProperty("id").GetInt64());
            await Eventually.HoldsAsync(async () => (await Server.GetAsync("/api/v1/queue")).GetProperty("running").GetInt32() == 0, "no job runs any more");
        }
        catch (Exception broken) when (broken is HttpRequestException or InvalidOperationException or OperationCanceledException)
        {
            // The server is down, as the test wanted it.
        }
        await Server.DisposeAsync();
    }
}
