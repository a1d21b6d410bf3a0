using Athanor.Conformance.Databases;

namespace Athanor.Foundation.Databases;

public sealed class SqliteDatabaseTests : DatabaseConformance
{
    protected override Task<DatabaseHome> CreateHomeAsync() => Task.FromResult<DatabaseHome>(new SqliteHome());
}
