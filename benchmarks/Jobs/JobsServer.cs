using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Athanor.Benchmarks.Harness;

namespace Athanor.Benchmarks.Jobs;

/// <summary>Our server, and jobs on it as its users run them.</summary>
internal sealed class JobsServer : IAsyncDisposable
{
    private readonly Workplace _workplace;
    private readonly AthanorServer _server;
    private readonly HttpClient _client;
    private readonly string _data;

    private JobsServer(Workplace workplace, AthanorServer server, HttpClient client, string data) => (_workplace, _server, _client, _data) = (workplace, server, client, data);

    public static async Task<JobsServer> StartAsync(Workplace workplace, CancellationToken cancellation)
    {
        var data = Path.Combine(workplace.Directory, "data");
        var server = AthanorServer.Start(workplace.Binary, data);
        var client = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(5) };
        await server.WaitUntilReadyAsync(client, workplace.Clock, cancellation);
        using var admin = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(data, "secrets", "admin.json"), cancellation));
        client.DefaultRequestHeaders.Authorization = new("Bearer", admin.RootElement.GetProperty("token").GetString());
        await File.WriteAllTextAsync(Path.Combine(workplace.Directory, "true.yaml"), "command: ['true']\n", cancellation);
        return new(workplace, server, client, data);
    }

    /// <summary>Seconds that the command takes, from its own start to its end.</summary>
    public async Task<double> RunOneAsync(CancellationToken cancellation)
    {
        var begin = _workplace.Clock.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(_workplace.Binary, ["jobs", "submit", "--wait", Path.Combine(_workplace.Directory, "true.yaml"), "--data", _data]) { RedirectStandardOutput = true })!;
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0 ? _workplace.Clock.GetElapsedTime(begin).TotalSeconds : throw new InvalidOperationException("The job failed.");
    }

    /// <summary>Seconds until the last of them is done.</summary>
    public async Task<double> DrainAsync(int count, CancellationToken cancellation)
    {
        var begin = _workplace.Clock.GetTimestamp();
        using var answer = await _client.PostAsync("/api/v1/jobs", new StringContent($"command: ['true']\narray: {count}", new MediaTypeHeaderValue("application/yaml")), cancellation);
        var first = (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("id").GetInt64();
        while (await IsAnyLeftAsync(first, cancellation)) await Task.Delay(TimeSpan.FromMilliseconds(20), _workplace.Clock, cancellation);
        var seconds = _workplace.Clock.GetElapsedTime(begin).TotalSeconds;
        var failed = await _client.GetFromJsonAsync<JsonElement>($"/api/v1/jobs?array={first}&state=failed,cancelled&limit=1", cancellation);
        return failed.GetProperty("items").GetArrayLength() == 0 ? seconds : throw new InvalidOperationException($"A job failed: {failed}");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    private async Task<bool> IsAnyLeftAsync(long first, CancellationToken cancellation) =>
        (await _client.GetFromJsonAsync<JsonElement>($"/api/v1/jobs?array={first}&state=held,queued,placed,running,stopping&limit=1", cancellation)).GetProperty("items").GetArrayLength() > 0;
}
