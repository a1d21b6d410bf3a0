using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Athanor.Benchmarks.Harness;
using Athanor.Benchmarks.Objects;

namespace Athanor.Benchmarks.Tracking;

/// <summary>Our server, asked as MLflow's clients ask.</summary>
internal sealed class TrackingServer : IAsyncDisposable
{
    private readonly AthanorServer _server;
    private readonly HttpClient _client;
    private readonly string _token;

    private TrackingServer(AthanorServer server, HttpClient client, string token) => (_server, _client, _token) = (server, client, token);

    public static async Task<TrackingServer> StartAsync(Workplace workplace, CancellationToken cancellation)
    {
        var data = Path.Combine(workplace.Directory, "data");
        var server = AthanorServer.Start(workplace.Binary, data);
        var client = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(5) };
        await server.WaitUntilReadyAsync(client, workplace.Clock, cancellation);
        using var admin = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(data, "secrets", "admin.json"), cancellation));
        var token = admin.RootElement.GetProperty("token").GetString()!;
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return new(server, client, token);
    }

    public RawConnection Connect() => new(_server.Address.Port);

    /// <summary>The head of a request to log a batch with a body of this length.</summary>
    public byte[] BatchHead(int length) => Encoding.ASCII.GetBytes(
        $"POST /api/2.0/mlflow/runs/log-batch HTTP/1.1\r\nHost: {_server.Address.Authority}\r\nAuthorization: Bearer {_token}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n");

    public async Task<string> BeginRunAsync(CancellationToken cancellation)
    {
        var answer = await PostAsync("runs/create", new { experiment_id = "0", start_time = 1 }, cancellation);
        return answer.GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
    }

    public async Task<JsonElement> PostAsync(string endpoint, object message, CancellationToken cancellation)
    {
        using var answer = await _client.PostAsJsonAsync($"/api/2.0/mlflow/{endpoint}", message, cancellation);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync(cancellation));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation);
    }

    public async Task<JsonElement> GetAsync(string address, CancellationToken cancellation) => await _client.GetFromJsonAsync<JsonElement>(address, cancellation);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }
}
