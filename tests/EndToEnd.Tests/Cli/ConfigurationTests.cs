using System.Text.Json;
using Athanor.Conformance;

namespace Athanor.EndToEnd.Cli;

public sealed class ConfigurationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_flag_stands_before_the_environment_that_before_the_file_and_that_before_the_default()
    {
        await File.WriteAllTextAsync(
            _folder.File("athanor.yaml"),
            """
            server: { listen: "127.0.0.1:1001", stop-timeout: 11s, header-timeout: 12s }
            """);

        var shown = await ShowAsync(
            new() { ["ATHANOR__SERVER__LISTEN"] = "127.0.0.1:1002", ["ATHANOR__SERVER__STOP_TIMEOUT"] = "21s" },
            "--server.listen", "127.0.0.1:1003");

        Assert.Equal(("127.0.0.1:1003", "flag --server.listen"), shown["server.listen"]);
        Assert.Equal(("21s", "environment ATHANOR__SERVER__STOP_TIMEOUT"), shown["server.stop-timeout"]);
        Assert.Equal(("12s", "file athanor.yaml"), shown["server.header-timeout"]);
        Assert.Equal(("10000", "default"), shown["server.maximum-connections"]);
    }

    [Fact]
    public async Task Secrets_are_masked_wherever_they_come_from()
    {
        await File.WriteAllTextAsync(_folder.File("athanor.yaml"), "database: { url: \"postgres://ada:parole-17@example/x\" }\n");

        var result = await AthanorCommand.RunAsync(_folder.Path, ["config", "show"], new Dictionary<string, string> { ["ATHANOR__ACCESS__MASTER_KEY"] = "parole-18" });

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("********", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("parole", result.Output + result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("server: { lisen: x }", "did you mean 'server.listen'?")]
    [InlineData("server: [1, 2]", "single value")]
    [InlineData("server: { header-timeout: soon }", "is not a duration")]
    [InlineData("server: { header-timeout: 0 }", "at least 1s")]
    [InlineData("server: { listen: '0.0.0.0:80' }", "without TLS")]
    [InlineData("server: {", "line 2")]
    [InlineData("database: postgres://ada:parole-17@example/x", "there is no setting 'database'")]
    public async Task A_wrong_file_stops_the_command_with_the_reason(string yaml, string reason)
    {
        await File.WriteAllTextAsync(_folder.File("athanor.yaml"), yaml);

        var result = await AthanorCommand.RunAsync(_folder.Path, ["config", "show"], new Dictionary<string, string>());

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(reason, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("parole-17", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_misspelt_variable_stops_the_command()
    {
        var result = await AthanorCommand.RunAsync(_folder.Path, ["config", "show"], new Dictionary<string, string> { ["ATHANOR__SERVER__LISTN"] = "x" });

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("did you mean 'ATHANOR__SERVER__LISTEN'?", result.Errors, StringComparison.Ordinal);
    }

    private async Task<Dictionary<string, (string Value, string Source)>> ShowAsync(Dictionary<string, string> environment, params string[] flags)
    {
        var result = await AthanorCommand.RunAsync(_folder.Path, ["config", "show", "--json", .. flags], environment);
        Assert.True(result.ExitCode == 0, result.Errors);
        return JsonDocument.Parse(result.Output).RootElement.EnumerateArray()
            .ToDictionary(value => value.GetProperty("key").GetString()!, value => (value.GetProperty("value").GetString()!, value.GetProperty("source").GetString()!));
    }
}
