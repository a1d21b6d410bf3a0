using System.Net.Http.Headers;
using Athanor.App.Server;
using Athanor.Conformance;
using Athanor.Foundation.Settings;

namespace Athanor.App.Tests;

/// <summary>A server inside the test's process, on a free port and a folder of its own.</summary>
public sealed class ServerInProcess : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("athanor-app-").FullName;
    private AthanorServer? _server;

    public HttpClient Client { get; private set; } = null!;

    internal AthanorServer Server => _server!;

    public async ValueTask InitializeAsync()
    {
        var port = FreePort.Find();
        var data = new DataDirectory(_folder);
        var flags = new Dictionary<string, string> { ["server.listen"] = $"127.0.0.1:{port}", ["objects.listen"] = "", ["telemetry.log-level"] = "error" };
        _server = AthanorServer.Create(Configuration.Load(Slices.Options, null, new Dictionary<string, string>(), flags), data, TimeProvider.System);
        await _server.StartAsync(TestContext.Current.CancellationToken);

        Client = new HttpClient { BaseAddress = new Uri(_server.Url) };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey.Read(data.AdminKeyFile)!.Token);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
