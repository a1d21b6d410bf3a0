using System.Text.Json;

namespace Athanor.EndToEnd.Cli;

public sealed class JsonTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    [Fact]
    public async Task Every_command_that_answers_can_answer_in_json()
    {
        string[][] commands =
        [
            ["status"],
            ["doctor"],
            ["env"],
            ["config", "show"],
            ["projects", "create", "plants", "--description", "[bold]leaves[/] \"and\" more"],
            ["projects", "ls"],
            ["access", "whoami"],
            ["access", "add", "ada"],
            ["access", "add", "robot", "--service"],
            ["access", "give", "ada", "viewer", "--project", "plants"],
            ["access", "give", "ada", "operator"],
            ["access", "ls"],
            ["access", "take", "ada"],
            ["access", "disable", "ada"],
            ["access", "enable", "ada"],
            ["access", "rotate-master-key"],
            ["keys", "issue", "ada", "--description", "a key", "--days", "7"],
            ["keys", "ls"],
            ["keys", "ls", "ada"],
            ["audit", "search", "--verb", "key.issued"],
            ["audit", "verify"],
            ["audit", "head"],
            ["lineage", "project/plants", "--down"],
            ["objects", "mb", "s3://json-leaves"],
            ["objects", "ls"],
            ["objects", "ls", "s3://json-leaves"],
            ["objects", "du"],
            ["objects", "quota", "set", "project/plants", "--bytes", "1GiB"],
            ["objects", "quota", "show", "project/plants"],
            ["objects", "quota", "clear", "project/plants"],
            ["objects", "verify"],
            ["objects", "scrub"],
            ["objects", "compact"],
            ["objects", "presign", "s3://json-leaves/key"],
            ["objects", "rb", "s3://json-leaves"],
            ["access", "rm", "robot"],
            ["projects", "rm", "plants"],
        ];

        foreach (var command in commands)
        {
            var result = await AthanorCommand.RunAsync(server, [.. command, "--json"]);
            Assert.True(result.ExitCode == 0, $"athanor {string.Join(' ', command)}: {result.Errors}");
            Assert.True(IsJson(result.Output), $"athanor {string.Join(' ', command)} --json printed: {result.Output}");
        }
    }

    [Theory]
    [InlineData("tail")]
    [InlineData("export")]
    public async Task A_stream_of_facts_has_a_json_object_per_line(string verb)
    {
        var result = await AthanorCommand.RunAsync(server, "audit", verb, "--json");

        var lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.True(IsJson(line), line));
    }

    [Fact]
    public async Task A_key_may_be_issued_rotated_and_revoked_by_a_script()
    {
        var issued = await AnswerAsync("keys", "issue");
        var rotated = await AnswerAsync("keys", "rotate", IdOf(issued), "--grace-hours", "0");
        var revoked = await AnswerAsync("keys", "revoke", IdOf(rotated));

        Assert.NotEqual(IdOf(issued), IdOf(rotated));
        Assert.Equal(JsonValueKind.String, revoked.GetProperty("revokedAt").ValueKind);
    }

    [Fact]
    public async Task An_error_is_json_on_the_error_stream()
    {
        var result = await AthanorCommand.RunAsync(server, "projects", "rm", "unknown", "--json");

        var problem = JsonDocument.Parse(result.Errors).RootElement;
        Assert.Equal((1, "", "access/unknown-project"), (result.ExitCode, result.Output, problem.GetProperty("code").GetString()));
        Assert.NotEmpty(problem.GetProperty("hint").GetString()!);
    }

    private async Task<JsonElement> AnswerAsync(params string[] command) => JsonDocument.Parse((await AthanorCommand.RunAsync(server, [.. command, "--json"])).Output).RootElement;

    private static string IdOf(JsonElement issued) => issued.GetProperty("key").GetProperty("id").GetString()!;

    private static bool IsJson(string text)
    {
        try
        {
            using (JsonDocument.Parse(text)) return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
