using Athanor.Access.Authentication;
using Athanor.Access.Authorization;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Databases.Migrations;
using Athanor.Foundation.Journal;
using Microsoft.Extensions.DependencyInjection;

namespace Athanor.Access;

/// <summary>This slice as a server joins it, over a folder that another one may open as well.</summary>
internal sealed class AccessServer : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private AccessServer(ServiceProvider services) => _services = services;

    public IssuedKey? FirstKey { get; private set; }
    public Database Database => (Database)_services.GetRequiredService<IDatabase>();
    public AccessKeys Keys => _services.GetRequiredService<AccessKeys>();
    public ServerSecrets ServerSecrets => _services.GetRequiredService<ServerSecrets>();
    public AccessDirectory Directory => _services.GetRequiredService<AccessDirectory>();
    public KnownKeys KnownKeys => _services.GetRequiredService<KnownKeys>();
    public Authenticator Authenticator => _services.GetRequiredService<Authenticator>();
    public ConsoleSessions Sessions => _services.GetRequiredService<ConsoleSessions>();
    public SignIn SignIn => _services.GetRequiredService<SignIn>();
    public KeyUse KeyUse => _services.GetRequiredService<KeyUse>();

    public static async Task<AccessServer> StartAsync(string folder, TimeProvider clock, AccessOptions? options = null)
    {
        var secrets = System.IO.Directory.CreateDirectory(Path.Combine(folder, "secrets")).FullName;
        var services = new ServiceCollection()
            .AddLogging()
            .AddMetrics()
            .AddSingleton(clock)
            .AddSingleton<IDatabase>(_ => DatabaseOpener.Open(new DatabaseOptions(), folder, [.. Migration.Of("foundation", typeof(Database).Assembly), .. AccessSlice.Migrations], clock))
            .AddAccess(options ?? new AccessOptions(), secrets)
            .BuildServiceProvider();
        var server = new AccessServer(services);
        try
        {
            await services.PrepareAccessAsync(issued => server.FirstKey = issued, TestContext.Current.CancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async Task<Caller> CallerOfAsync(IssuedKey issued) => (await KnownKeys.FindAsync(issued.Key.Id, TestContext.Current.CancellationToken))!.Caller;

    public Task<List<JournalEntry>> FactsAsync(string verb) => new JournalReader(Database).SearchAsync(new() { Verb = verb }, 100, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
