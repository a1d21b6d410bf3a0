using System.Net;
using System.Security.Cryptography;
using Athanor.Conformance;

namespace Athanor.EndToEnd.Faults;

[Trait("Category", "Faults")]
public sealed class SharedDatabaseTests
{
    [Fact]
    public async Task Two_servers_on_one_database_know_the_same_keys()
    {
        await using var postgres = await PostgresEngine.StartNewAsync();
        var settings = postgres.Settings(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        await using var first = new AthanorServer { Settings = settings };
        await first.InitializeAsync();
        await using var second = new AthanorServer { Settings = settings };
        ShareAdminKey(first, second);
        await second.InitializeAsync();

        var issued = await first.Client.CreateAsync("/api/v1/keys", new { description = "for both" });
        using var client = second.CreateClient(issued.GetProperty("token").GetString());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/whoami")).StatusCode);

        (await first.Client.DeleteAsync($"/api/v1/keys/{issued.GetProperty("key").GetProperty("id").GetString()}")).EnsureSuccessStatusCode();
        await Eventually.HoldsAsync(async () => (await client.GetAsync("/api/v1/whoami")).StatusCode == HttpStatusCode.Unauthorized, "the key that was revoked on one server is refused by the other");

        await WriteOnBothAsync(first, second);
        await first.Client.AssertJournalIsWholeAsync();
        await second.Client.AssertJournalIsWholeAsync();
    }

    [Fact]
    public async Task A_server_with_another_master_key_is_refused()
    {
        await using var postgres = await PostgresEngine.StartNewAsync();
        await using var first = new AthanorServer { Settings = postgres.Settings() };
        await first.InitializeAsync();
        using var folder = new TemporaryFolder();

        var command = await AthanorCommand.RunAsync(
            folder.Path,
            ["up", "--data", folder.File("data"), "--server.listen", $"127.0.0.1:{FreePort.Find()}"],
            new Dictionary<string, string> { ["ATHANOR__DATABASE__URL"] = postgres.Url, ["ATHANOR__ACCESS__MASTER_KEY"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) });

        Assert.Equal(1, command.ExitCode);
        Assert.Contains("master key", command.Errors, StringComparison.Ordinal);
    }

    private static async Task WriteOnBothAsync(AthanorServer first, AthanorServer second) => await Task.WhenAll(
        Enumerable.Range(0, 20).Select(number => (number % 2 == 0 ? first : second).Client.CreateAsync("/api/v1/projects", new { name = $"shared-{number}" })));

    // Only the server that meets an empty database makes the first key.
    private static void ShareAdminKey(AthanorServer from, AthanorServer to)
    {
        var secrets = Directory.CreateDirectory(Path.Combine(to.Folder, "secrets"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.Copy(Path.Combine(from.Folder, "secrets", "admin.json"), Path.Combine(secrets.FullName, "admin.json"));
    }
}
