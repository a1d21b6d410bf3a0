using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Athanor.Conformance;

namespace Athanor.EndToEnd.Faults;

public sealed class StartTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    [Fact]
    public async Task A_second_server_on_the_same_data_is_refused_and_told_who_has_it()
    {
        var command = await AthanorCommand.RunAsync(server, "up", "--server.listen", $"127.0.0.1:{FreePort.Find()}");

        Assert.Equal(1, command.ExitCode);
        Assert.Contains($"process {await ProcessIdAsync()}", command.Errors, StringComparison.Ordinal);
        Assert.Contains(server.Address.Authority, command.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_refused_and_told_who_has_it()
    {
        using var folder = new Conformance.TemporaryFolder();

        var command = await UpAsync(folder.Path, "--server.listen", server.Address.Authority);

        Assert.Equal(1, command.ExitCode);
        Assert.Contains($"process {await ProcessIdAsync()} (athanor)", command.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.0.0.0:7070", "without TLS")]
    [InlineData("[::]:7070", "without TLS")]
    [InlineData("192.0.2.1:7070", "without TLS")]
    [InlineData("127.0.0.1", "not an address with a port")]
    [InlineData("127.0.0.1:0", "not an address with a port")]
    [InlineData("127.0.0.1:99999", "not an address with a port")]
    [InlineData("localhost:7070", "not an address with a port")]
    public async Task An_address_that_is_unsafe_or_none_is_refused(string address, string reason)
    {
        using var folder = new Conformance.TemporaryFolder();

        var command = await UpAsync(folder.Path, "--server.listen", address);

        Assert.Equal(1, command.ExitCode);
        Assert.Contains(reason, command.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task An_address_of_another_machine_is_refused_with_what_to_do()
    {
        using var folder = new Conformance.TemporaryFolder();

        var command = await UpAsync(folder.Path, "--server.listen", "192.0.2.1:7070", "--insecure");

        Assert.Equal(1, command.ExitCode);
        Assert.Contains("cannot be used", command.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", command.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_used_is_refused_with_what_to_do()
    {
        using var folder = new Conformance.TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("file"), "");

        var command = await UpAsync(folder.File("file"));

        Assert.Equal(1, command.ExitCode);
        Assert.Contains("cannot be used", command.Errors, StringComparison.Ordinal);
        Assert.Contains("--data", command.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_certificate_the_door_speaks_https_and_sends_the_whole_chain()
    {
        using var folder = new Conformance.TemporaryFolder();
        var authority = await CertificateChain.MakeAsync(folder.Path);
        var port = FreePort.Find();
        await using var command = RunningCommand.Start(
            folder.Path, "up", "--data", folder.File("data"), "--server.listen", $"127.0.0.1:{port}", "--server.tls-certificate", "chain.pem", "--server.tls-key", "server.key");
        await command.WaitForAsync($"https://127.0.0.1:{port}");

        using var client = new HttpClient(new SocketsHttpHandler { SslOptions = TrustingOnly(authority) });
        using var response = await client.GetAsync($"https://127.0.0.1:{port}/healthz");

        Assert.True(response.IsSuccessStatusCode);
        Assert.Contains("max-age", Assert.Single(response.Headers.GetValues("Strict-Transport-Security")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_read_is_refused()
    {
        using var folder = new Conformance.TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("certificate.pem"), "not a certificate");

        var command = await UpAsync(
            folder.File("data"), "--server.listen", $"127.0.0.1:{FreePort.Find()}", "--server.tls-certificate", folder.File("certificate.pem"), "--server.tls-key", folder.File("certificate.pem"));

        Assert.Equal(1, command.ExitCode);
        Assert.Contains("TLS certificate cannot be used", command.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", command.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looking_at_the_folder_does_not_keep_a_server_from_starting()
    {
        await using var other = new AthanorServer();
        using var over = new CancellationTokenSource();
        var watcher = Task.Run(() =>
        {
            while (!over.IsCancellationRequested) HoldLockForAMoment(Path.Combine(other.Folder, "server.lock"));
        });

        for (var start = 0; start < 3; start++) await other.RestartAsync();
        await over.CancelAsync();
        await watcher;
    }

    // What `athanor status` does to find out whether a server runs.
    private static void HoldLockForAMoment(string file)
    {
        try
        {
            using (new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            {
            }
        }
        catch (IOException)
        {
            // The server has it, or has not made it yet.
        }
    }

    private static SslClientAuthenticationOptions TrustingOnly(X509Certificate2 authority) => new()
    {
        CertificateChainPolicy = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { authority },
        },
    };

    private static Task<AthanorCommand> UpAsync(string data, params string[] flags) =>
        AthanorCommand.RunAsync(Path.GetTempPath(), ["up", "--data", data, .. flags], new Dictionary<string, string>());

    private async Task<int> ProcessIdAsync() => (await server.GetAsync("/api/v1/status")).GetProperty("processId").GetInt32();
}
