using Athanor.Conformance;

namespace Athanor.EndToEnd.Cli;

public sealed class ExitCodeTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    [Theory]
    [InlineData(0, "status")]
    [InlineData(0, "audit", "verify")]
    [InlineData(0, "--help")]
    [InlineData(0, "--version")]
    [InlineData(1, "projects", "rm", "unknown")]
    [InlineData(1, "completion", "tcsh")]
    [InlineData(1, "nonsense")]
    [InlineData(1, "projects", "create")]
    [InlineData(1, "access", "give", "admin", "emperor")]
    [InlineData(1, "up", "--server.lisen", "127.0.0.1:1")]
    [InlineData(1, "status", "--url", "not-a-url")]
    [InlineData(1, "audit", "verify", "--anchor", "/nonexistent")]
    public async Task A_command_ends_with(int exitCode, params string[] command)
    {
        var result = await AthanorCommand.RunAsync(server, command);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Equal(exitCode == 0, result.Errors.Length == 0);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_server_a_command_says_how_to_start_one()
    {
        using var folder = new TemporaryFolder();

        var result = await AthanorCommand.RunAsync(folder.Path, ["status", "--data", folder.Path], new Dictionary<string, string>());

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("athanor up", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_that_the_doctor_finds_is_told_by_its_exit_code()
    {
        using var folder = new TemporaryFolder();

        var result = await AthanorCommand.RunAsync(
            folder.Path, ["doctor", "--data", folder.Path], new Dictionary<string, string> { ["ATHANOR__DATABASE__URL"] = $"postgres://ada:parole-17@127.0.0.1:{FreePort.Find()}/x" });

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("does not answer", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("parole-17", result.Output + result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_of_this_server_is_not_sent_to_another()
    {
        var result = await AthanorCommand.RunAsync(server, "status", "--url", $"http://127.0.0.1:{FreePort.Find()}");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("ATHANOR_TOKEN", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_of_this_server_is_sent_to_it_under_any_of_its_addresses()
    {
        var result = await AthanorCommand.RunAsync(server, "status", "--url", $"http://localhost:{server.Address.Port}");

        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Following_facts_ends_with_a_reason_when_the_server_is_gone()
    {
        await using var other = new AthanorServer();
        await other.InitializeAsync();
        await using var command = RunningCommand.Start(other.Folder, "audit", "tail", "--follow", "--data", other.Folder);
        await command.WaitForAsync("project.created");
        await other.Client.CreateAsync("/api/v1/projects", new { name = "followed" });
        await command.WaitForAsync("project/followed");

        await other.KillAsync();

        await command.WaitForAsync("error:");
        Assert.DoesNotContain("   at ", command.Output, StringComparison.Ordinal);
    }
}
