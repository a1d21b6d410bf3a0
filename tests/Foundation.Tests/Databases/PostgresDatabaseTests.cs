using Athanor.Conformance.Databases;
using Athanor.Conformance.Engines;
using Athanor.Foundation.Problems;

namespace Athanor.Foundation.Databases;

public sealed class PostgresDatabaseTests(PostgresFixture server) : DatabaseConformance
{
    protected override Task<DatabaseHome> CreateHomeAsync() => PostgresHome.CreateAsync(server);

    [Fact]
    public async Task A_connection_that_dies_within_a_change_costs_503_and_the_next_change_has_a_new_one()
    {
        var lost = await Assert.ThrowsAsync<ProblemException>(() => Database.WriteAsync(session => session.Exists($"SELECT pg_terminate_backend(pg_backend_pid())"), Cancellation));
        var rows = await Database.WriteAsync(session => session.Execute($"INSERT INTO things (name) VALUES ('next')"), Cancellation);

        Assert.Equal(("database/unavailable", 503), (lost.Problem.Code, lost.Problem.Status));
        Assert.Equal(1, rows);
    }
}
