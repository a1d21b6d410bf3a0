using Npgsql;

namespace Athanor.Conformance.Engines;

/// <summary>One server for a whole run of tests; each test gets a database of its own.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private PostgresServer? _server;
    private int _databases;

    public async ValueTask InitializeAsync()
    {
        if (PostgresServer.Binaries is not null) _server = await PostgresServer.StartNewAsync(Path.GetTempPath(), isDurable: false, CancellationToken.None);
    }

    public async Task<string> CreateDatabaseAsync()
    {
        if (_server is null) Requirement.Missing("PostgreSQL is not installed (Debian: apt-get install postgresql).");

        var name = $"test{Interlocked.Increment(ref _databases)}";
        await RunAsync($"CREATE DATABASE {name}");
        return _server.Url(name);
    }

    /// <summary>Takes a database away, whoever is still connected to it.</summary>
    public Task DropDatabaseAsync(string url) => RunAsync($"DROP DATABASE {new Uri(url).AbsolutePath[1..]} WITH (FORCE)");

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    private async Task RunAsync(string statement)
    {
        var address = new Uri(_server!.Url("postgres"));
        await using var connection = new NpgsqlConnection($"Host={address.Host};Port={address.Port};Username=athanor;Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }
}
