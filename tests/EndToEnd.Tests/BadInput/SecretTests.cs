using System.Text;
using Athanor.Conformance;

namespace Athanor.EndToEnd.BadInput;

public sealed class SecretTests
{
    [Fact]
    public async Task No_secret_is_written_anywhere_in_clear()
    {
        await using var server = new AthanorServer { Settings = ["--telemetry.log-level", "trace"] };
        await server.InitializeAsync();
        var secrets = await UseSecretsAsync(server);

        var answers = new[] { await ReadAsync(server, "/api/v1/keys"), await ReadAsync(server, "/api/v1/journal"), await ReadAsync(server, "/api/v1/journal/export"), await ReadAsync(server, "/metrics"), await ReadAsync(server, "/api/v1/system") };
        var shown = (await AthanorCommand.RunAsync(server.Folder, ["config", "show"], new Dictionary<string, string> { ["ATHANOR__ACCESS__MASTER_KEY"] = secrets[^1] })).Output;
        await server.StopAsync();

        foreach (var secret in secrets)
        {
            Assert.All(answers, answer => Assert.DoesNotContain(secret, answer, StringComparison.Ordinal));
            Assert.DoesNotContain(secret, server.Output, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, shown, StringComparison.Ordinal);
            Assert.All(FilesOutside(server, "secrets"), file => Assert.False(Holds(file, secret), $"{file} holds a secret"));
        }
    }

    [Fact]
    public async Task Only_the_owner_may_read_what_the_server_keeps()
    {
        await using var server = new AthanorServer();
        await server.InitializeAsync();

        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        Assert.All(Directory.EnumerateFiles(Path.Combine(server.Folder, "secrets")), file => Assert.Equal(default, File.GetUnixFileMode(file) & Others));
        Assert.Equal(default, File.GetUnixFileMode(Path.Combine(server.Folder, "secrets")) & (Others | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute));
    }

    [Fact]
    public async Task A_wrong_master_key_in_the_settings_is_not_repeated_in_the_error()
    {
        using var folder = new Conformance.TemporaryFolder();

        var command = await AthanorCommand.RunAsync(
            folder.Path, ["up", "--data", folder.File("data"), "--server.listen", $"127.0.0.1:{FreePort.Find()}"], new Dictionary<string, string> { ["ATHANOR__ACCESS__MASTER_KEY"] = "not-thirty-two-bytes" });

        Assert.Equal(1, command.ExitCode);
        Assert.Contains("32 bytes", command.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("not-thirty-two-bytes", command.Errors + command.Output, StringComparison.Ordinal);
    }

    // Every secret is used, misused and refused once, so that whatever writes secrets down has had its chance.
    private static async Task<List<string>> UseSecretsAsync(AthanorServer server)
    {
        var issued = await server.Client.CreateAsync("/api/v1/keys", new { description = "used" });
        var rotated = await server.Client.CreateAsync($"/api/v1/keys/{issued.GetProperty("key").GetProperty("id").GetString()}/rotate", new { graceSeconds = 0 });
        using var once = await server.Client.PostAsync("/api/v1/keys", new { description = "once" }, "once");
        var repeated = System.Text.Json.JsonDocument.Parse(await once.Content.ReadAsStringAsync()).RootElement;
        (await server.Client.PostAsync("/api/v1/master-key/rotate", content: null)).EnsureSuccessStatusCode();

        foreach (var token in new[] { issued, rotated, repeated }.Select(key => key.GetProperty("token").GetString()!))
        {
            using var client = server.CreateClient(token);
            await client.GetAsync("/api/v1/whoami");
            await client.GetAsync($"/api/v1/projects/{token}");
            await client.PostTextAsync("/api/v1/projects", $"{{\"name\":\"{token}\"");
            using var wrong = server.CreateClient($"wrong{token}");
            await wrong.GetAsync("/api/v1/whoami");
        }
        return
        [
            server.Admin.Secret,
            .. new[] { issued, rotated, repeated }.Select(key => key.GetProperty("secret").GetString()!),
            (await File.ReadAllTextAsync(Path.Combine(server.Folder, "secrets", "master.key"))).Trim(),
        ];
    }

    private static async Task<string> ReadAsync(AthanorServer server, string path) => await server.Client.GetStringAsync(path);

    private static IEnumerable<string> FilesOutside(AthanorServer server, string folder) =>
        Directory.EnumerateFiles(server.Folder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(Path.GetDirectoryName(file)) != folder);

    private static bool Holds(string file, string text) => File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
}
