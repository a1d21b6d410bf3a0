using Athanor.Conformance.Databases;
using Athanor.Conformance.Engines;

namespace Athanor.Foundation.Databases;

public sealed class PostgresDatabaseTests(PostgresFixture server) : DatabaseConformance
{
    protected override Task<DatabaseHome> CreateHomeAsync() => PostgresHome.CreateAsync(server);
}
