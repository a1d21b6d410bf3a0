using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Athanor.Benchmarks.Harness;

namespace Athanor.Benchmarks.Datasets;

/// <summary>Our server, and its API of datasets as its administrator calls it.</summary>
internal sealed class DatasetServer : IAsyncDisposable
{
    private readonly AthanorServer _server;
    private readonly HttpClient _client;

    private DatasetServer(AthanorServer server, HttpClient client, string data) => (_server, _client, DataDirectory) = (server, client, data);

    public string DataDirectory { get; }

    public static async Task<DatasetServer> StartAsync(Workplace workplace, CancellationToken cancellation)
    {
        var data = Path.Combine(workplace.Directory, "data");
        var server = AthanorServer.Start(workplace.Binary, data);
        var client = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(5) };
        await server.WaitUntilReadyAsync(client, workplace.Clock, cancellation);
        using var admin = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(data, "secrets", "admin.json"), cancellation));
        client.DefaultRequestHeaders.Authorization = new("Bearer", admin.RootElement.GetProperty("token").GetString());
        return new(server, client, data);
    }

    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellation) => await _client.GetFromJsonAsync<JsonElement>($"/api/v1/datasets{path}", cancellation);

    public async Task<JsonElement> PostAsync(string path, object body, CancellationToken cancellation)
    {
        using var answer = await _client.PostAsJsonAsync($"/api/v1/datasets{path}", body, cancellation);
        return await ReadAsync(answer, cancellation);
    }

    public async Task ImportAsync(string dataset, byte[] tar, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(tar) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-tar") } };
        using var answer = await _client.PostAsync($"/api/v1/datasets/{dataset}/branches/main/import", content, cancellation);
        await ReadAsync(answer, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{answer.RequestMessage!.RequestUri} answered {await answer.Content.ReadAsStringAsync(cancellation)}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation);
    }
}
