using System.Text.Json;
using Athanor.Benchmarks.Harness;

namespace Athanor.Benchmarks.Objects;

/// <summary>Our server with a bucket in it, and requests signed with its administrator's key.</summary>
internal sealed class ObjectsServer : IAsyncDisposable
{
    public const string Bucket = "bench";

    private readonly AthanorServer _server;

    private ObjectsServer(AthanorServer server, SignedRequests requests) => (_server, Requests) = (server, requests);

    public int Port => _server.ObjectsPort;

    public SignedRequests Requests { get; }

    public double ResidentMebibytes => _server.ResidentMebibytes;

    public static async Task<ObjectsServer> StartAsync(Workplace workplace, CancellationToken cancellation)
    {
        var data = Path.Combine(workplace.Directory, "data");
        var server = AthanorServer.Start(workplace.Binary, data);
        using var client = new HttpClient();
        await server.WaitUntilReadyAsync(client, workplace.Clock, cancellation);

        using var admin = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(data, "secrets", "admin.json"), cancellation));
        var requests = new SignedRequests(
            admin.RootElement.GetProperty("keyId").GetString()!, admin.RootElement.GetProperty("secret").GetString()!, $"127.0.0.1:{server.ObjectsPort}", workplace.Clock);
        return new(server, requests);
    }

    public void CreateBucket(string name = Bucket)
    {
        using var connection = new RawConnection(Port);
        connection.Exchange(Requests.Make("PUT", $"/{name}", length: 0));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
