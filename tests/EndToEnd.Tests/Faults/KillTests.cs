using System.Security.Cryptography;

namespace Athanor.EndToEnd.Faults;

[Trait("Category", "Faults")]
public sealed class KillTests
{
    private const int Writers = 4;
    private static readonly int Kills = Environment.GetEnvironmentVariable("ATHANOR_FAULTS") == "full" ? 200 : 10;

    [Fact]
    public async Task What_was_acknowledged_survives_every_kill_and_nothing_is_made_twice()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("ATHANOR_FAULTS_SEED"), out var chosen) ? chosen : RandomNumberGenerator.GetInt32(int.MaxValue);
        TestContext.Current.TestOutputHelper?.WriteLine($"ATHANOR_FAULTS_SEED={seed}");
        var random = new Random(seed);
        await using var server = new AthanorServer();
        await server.InitializeAsync();
        var ledger = new CreationLedger();

        for (var kill = 1; kill <= Kills; kill++)
        {
            await KillWhileWritingAsync(server, ledger, random);
            await server.StartAsync();
            await ledger.SettleAsync(server.Client);
            await ledger.AssertMatchesAsync(server.Client, $"after kill {kill} with ATHANOR_FAULTS_SEED={seed}");
        }

        await server.Client.AssertJournalIsWholeAsync();
    }

    private static async Task KillWhileWritingAsync(AthanorServer server, CreationLedger ledger, Random random)
    {
        using var over = new CancellationTokenSource();
        var acknowledged = new SemaphoreSlim(0);
        var writers = Enumerable.Range(0, Writers).Select(_ => ledger.WriteUntilAsync(server.Client, acknowledged, over.Token)).ToList();

        for (var wanted = random.Next(1, 40); wanted > 0; wanted--) await acknowledged.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await Task.Delay(TimeSpan.FromMicroseconds(random.Next(0, 20_000)), TestContext.Current.CancellationToken);
        await server.KillAsync();
        await over.CancelAsync();
        await Task.WhenAll(writers);
    }
}
