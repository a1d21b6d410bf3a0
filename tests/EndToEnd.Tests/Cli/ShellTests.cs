using Athanor.Conformance;

namespace Athanor.EndToEnd.Cli;

public sealed class ShellTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    [Fact]
    public async Task The_printed_environment_points_curl_at_the_server()
    {
        var result = await BashAsync("""eval "$(athanor env --data "$FOLDER")" && curl --fail --silent --show-error -H "Authorization: Bearer $ATHANOR_TOKEN" "$ATHANOR_URL/api/v1/whoami" """);

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Contains("\"name\":\"admin\"", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_printed_environment_runs_nothing_that_stands_in_a_name()
    {
        using var folder = new TemporaryFolder();
        var data = folder.File("it's; touch $(touch pwned) `touch pwned`");
        await using var command = RunningCommand.Start(folder.Path, "up", "--data", data, "--server.listen", $"127.0.0.1:{FreePort.Find()}");
        await command.WaitForAsync("answers at");

        var result = await BashAsync("""eval "$(athanor env --data "$ODD")" && cd / && athanor status --json""", folder.Path, ("ODD", data));

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.False(File.Exists(folder.File("pwned")));
    }

    [Theory]
    [InlineData("athanor pro", "projects")]
    [InlineData("athanor projects cr", "create")]
    [InlineData("athanor audit ver", "verify")]
    [InlineData("athanor up --server.lis", "--server.listen")]
    [InlineData("athanor access give ada view", "viewer")]
    public async Task Completion_in_bash_completes(string line, string expected)
    {
        var result = await BashAsync(
            """
            eval "$(athanor completion bash)"
            COMP_LINE=$LINE COMP_POINT=${#LINE}
            read -ra COMP_WORDS <<<"$LINE"
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _athanor
            printf '%s\n' "${COMPREPLY[@]}"
            """,
            server.Folder,
            ("LINE", line));

        Assert.Equal([expected], result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task There_is_a_completion_for(string shell) => Assert.Contains("athanor", (await AthanorCommand.RunAsync(server, "completion", shell)).Output, StringComparison.Ordinal);

    [Fact]
    public async Task What_is_piped_on_has_no_colours()
    {
        string[][] commands = [["--help"], ["doctor"], ["status"], ["audit", "verify"], ["audit", "tail"], ["projects", "ls"], ["access", "ls"], ["config", "show"], ["projects", "rm", "unknown"], ["nonsense"]];

        foreach (var command in commands)
        {
            var result = await AthanorCommand.RunAsync(server, command);
            Assert.DoesNotContain('\u001b', result.Output + result.Errors);
        }
    }

    [Fact]
    public async Task A_reader_that_goes_away_is_no_failure_of_ours()
    {
        var result = await BashAsync("""athanor audit export --data "$FOLDER" | head -n 1""");

        Assert.Equal("", result.Errors);
    }

    private Task<AthanorCommand> BashAsync(string script) => BashAsync(script, server.Folder);

    private static Task<AthanorCommand> BashAsync(string script, string folder, params (string Name, string Value)[] variables)
    {
        var environment = variables.ToDictionary(variable => variable.Name, variable => variable.Value);
        environment["PATH"] = $"{Path.GetDirectoryName(AthanorServer.Binary)}:{Environment.GetEnvironmentVariable("PATH")}";
        environment["FOLDER"] = folder;
        return AthanorCommand.RunProgramAsync("bash", folder, ["-c", script], environment);
    }
}
