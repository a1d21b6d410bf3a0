using System.Net;
using Athanor.Conformance;

namespace Athanor.EndToEnd.Faults;

[Trait("Category", "Faults")]
public sealed class PostgresOutageTests
{
    private const int Writers = 4;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Under_load_an_outage_refuses_requests_loses_nothing_and_heals_by_itself(bool isCrash)
    {
        await using var postgres = await PostgresEngine.StartNewAsync();
        await using var server = new AthanorServer { Settings = postgres.Settings() };
        await server.InitializeAsync();
        var ledger = new CreationLedger();

        for (var outage = 0; outage < 2; outage++)
        {
            using var acknowledged = new SemaphoreSlim(0);
            var writers = Enumerable.Range(0, Writers).Select(_ => ledger.WriteUntilAsync(server.Client, acknowledged, TestContext.Current.CancellationToken)).ToList();
            for (var write = 0; write < 50; write++) await acknowledged.WaitAsync(TestContext.Current.CancellationToken);
            await (isCrash ? postgres.KillAsync() : postgres.StopAsync());

            await Task.WhenAll(writers);
            await ProblemAssert.IsAsync(503, "database/unavailable", await server.Client.GetAsync("/api/v1/projects"));
            await ProblemAssert.IsAsync(503, "database/unavailable", await server.CreateClient().GetAsync("/readyz"));
            Assert.Equal(HttpStatusCode.OK, (await server.CreateClient().GetAsync("/healthz")).StatusCode);

            await postgres.StartAsync();
            await Eventually.HoldsAsync(async () => (await server.Client.GetAsync("/api/v1/projects")).IsSuccessStatusCode, "the server answers again");
            await ledger.SettleAsync(server.Client);
            await ledger.AssertMatchesAsync(server.Client, $"after outage {outage}");
        }

        await server.Client.AssertJournalIsWholeAsync();
        Assert.Equal(0, await server.StopAsync());
        Assert.DoesNotContain(new Uri(postgres.Url).UserInfo.Split(':')[1], server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_stops_in_order_while_its_database_is_away()
    {
        await using var postgres = await PostgresEngine.StartNewAsync();
        await using var server = new AthanorServer { Settings = postgres.Settings() };
        await server.InitializeAsync();
        await server.GetAsync("/api/v1/whoami");

        await postgres.KillAsync();

        Assert.Equal(0, await server.StopAsync());
        Assert.DoesNotContain("   at ", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_without_the_database_is_refused_with_what_to_do_and_without_the_password()
    {
        using var folder = new TemporaryFolder();
        var url = $"postgres://ada:parole-17@127.0.0.1:{FreePort.Find()}/athanor";

        var command = await AthanorCommand.RunAsync(
            folder.Path, ["up", "--data", folder.File("data"), "--server.listen", $"127.0.0.1:{FreePort.Find()}"], new Dictionary<string, string> { ["ATHANOR__DATABASE__URL"] = url });

        Assert.Equal(1, command.ExitCode);
        Assert.Contains("does not answer", command.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("parole-17", command.Errors + command.Output, StringComparison.Ordinal);
    }
}
