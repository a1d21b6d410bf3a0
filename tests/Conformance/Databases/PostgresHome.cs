using Athanor.Conformance.Engines;
using Athanor.Foundation.Databases;

namespace Athanor.Conformance.Databases;

public sealed class PostgresHome : DatabaseHome
{
    private readonly PostgresFixture _server;
    private readonly string _url;

    private PostgresHome(PostgresFixture server, string url)
    {
        _server = server;
        _url = url;
        Options = new() { Url = url };
    }

    public override DatabaseOptions Options { get; }

    public override string DataDirectory => Path.GetTempPath();

    public static async Task<DatabaseHome> CreateAsync(PostgresFixture server) => new PostgresHome(server, await server.CreateDatabaseAsync());

    protected override Task RemoveAsync() => _server.DropDatabaseAsync(_url);
}
