using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Athanor.Conformance;

namespace Athanor.EndToEnd.Jobs;

/// <summary>A server for jobs, on a machine that is said to have eight processors and four GPUs; and what tests ask of it again and again.</summary>
internal sealed class JobServer(int cpus, params string[] settings) : IAsyncDisposable
{
    private const int Cpus = 8;

    public JobServer(params string[] settings)
        : this(Cpus, settings)
    {
    }

    public AthanorServer Server { get; } = new() { Settings = ["--jobs.cpus", $"{cpus}", "--jobs.memory", "64GiB", "--jobs.accelerators", "gpu:h100:4:80GiB", "--jobs.stop-grace", "1s", .. settings] };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Task<JobServer> StartAsync(params string[] settings) => StartAsync(Cpus, settings);

    public static async Task<JobServer> StartAsync(int cpus, params string[] settings)
    {
        var server = new JobServer(cpus, settings);
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

    /// <summary>The folder of a job, wherever its executor keeps it.</summary>
    public string FolderOf(long id, string? root = null) => Directory.EnumerateDirectories(Path.Combine(root ?? Path.Combine(Server.Folder, "jobs"), "0"), $"{id}-*").Single();

    /// <summary>The number of a process of a replica, <c>shim</c> or <c>process</c>.</summary>
    public async Task<int> ProcessOfAsync(long id, int rank, string which)
    {
        var start = await File.ReadAllTextAsync(Path.Combine(FolderOf(id), "1", $"replica-{rank}", "started.json"), Cancellation);
        return JsonDocument.Parse(start).RootElement.GetProperty(which).GetInt32();
    }

    /// <summary>The command line, where what stands behind -- is another's.</summary>
    public Task<AthanorCommand> RunAsync(params string[] arguments) => AthanorCommand.RunAsync(Server.Folder, ["run", "--data", Server.Folder, .. arguments], new Dictionary<string, string>());

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
            while (await CancelSomeAsync())
            {
            }
            await Eventually.HoldsAsync(async () => (await Server.GetAsync("/api/v1/jobs?state=placed,running,stopping")).GetProperty("items").GetArrayLength() == 0, "no job runs any more");
        }
        catch (Exception broken) when (broken is HttpRequestException or InvalidOperationException or OperationCanceledException)
        {
            // The server is down, as the test wanted it.
        }
        finally
        {
            await Server.DisposeAsync();
        }
    }

    private async Task<bool> CancelSomeAsync()
    {
        var active = await Server.Client.GetFromJsonAsync<JsonElement>("/api/v1/jobs?state=held,queued,placed,running&limit=1000", Cancellation);
        var jobs = active.GetProperty("items").EnumerateArray().ToList();
        foreach (var array in jobs.Where(job => job.GetProperty("arrayOf").ValueKind == JsonValueKind.Number).Select(job => job.GetProperty("arrayOf").GetInt64()).Distinct())
            (await Server.Client.PostAsync($"/api/v1/jobs/{array}/cancel-array", null, Cancellation)).Dispose();
        foreach (var job in jobs.Where(job => job.GetProperty("arrayOf").ValueKind != JsonValueKind.Number)) await CancelAsync(job.GetProperty("id").GetInt64());
        return jobs.Count > 0;
    }
}
