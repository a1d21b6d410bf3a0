using System.Text.Json;

namespace Athanor.EndToEnd.Datasets;

public sealed class DataCommandTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_command_answers_people_and_programs(bool asJson)
    {
        using var home = new DataHome(server);
        var name = asJson ? "words-json" : "words-text";
        home.Write("tree/a/1", "one");
        home.Write("tree/b", "two");
        var commands = new (string[] Command, string Expected)[]
        {
            (["create", name, "--label", "eu-only"], name),
            (["ls"], "eu-only"),
            (["label", name, "eu-only", "plants"], "plants"),
            (["import", "tree", name], "2"),
            (["status", name], "a/1"),
            (["diff", name], "a/1"),
            (["commit", name, "-m", "first", "--meta", "source=camera"], ""),
            (["log", name], "first"),
            (["show", $"{name}@main"], "camera"),
            (["ls", name], "a/"),
            (["ls", $"{name}@main/a"], "a/1"),
            (["ls", name, "-r"], "a/1"),
            (["branch", name, "trial"], "trial"),
            (["branch", name], "trial"),
            (["branch", name, "trial", "--protect", "operator"], "operator"),
            (["branch", name, "trial", "--unprotect"], "not protected"),
            (["tag", name, "v1", "main"], "v1"),
            (["tag", name], "v1"),
            (["checkout", $"{name}@v1", "out"], "2"),
            (["import", "out", $"{name}@trial/more", "-m", "second"], "2"),
            (["diff", name, "main", "trial"], "more/a/1"),
            (["merge", name, "trial", "main"], ""),
            (["revert", $"{name}@main", "trial"], ""),
            (["reset", name], ""),
            (["reset", name, "--to", "v1"], "v1"),
            (["du", name], "2"),
            (["gc", name, "--dry-run"], ""),
            (["gc", name], ""),
            (["tag", name, "v1", "--delete"], "v1"),
            (["branch", name, "trial", "--delete"], "trial"),
            (["rm", name], name),
        };

        foreach (var (command, expected) in commands)
        {
            var output = await home.RunAsync(asJson ? [.. command, "--json"] : command);
            Assert.Contains(expected, output, StringComparison.Ordinal);
            if (asJson) using (JsonDocument.Parse(output)) { }
        }
    }

    [Fact]
    public async Task A_merge_that_meets_a_conflict_changes_nothing_names_it_and_ends_with_three()
    {
        using var home = new DataHome(server);
        await home.RunAsync("create", "conflicts");
        await ImportAsync(home, "main", "base");
        await home.RunAsync("branch", "conflicts", "side");
        await ImportAsync(home, "main", "ours");
        await ImportAsync(home, "side", "theirs");

        var refused = await home.CommandAsync("merge", "conflicts", "side", "main");
        var answer = await home.CommandAsync("merge", "conflicts", "side", "main", "--json");

        Assert.Equal((3, 3), (refused.ExitCode, answer.ExitCode));
        Assert.Contains("! leaf.txt", refused.Output, StringComparison.Ordinal);
        Assert.Equal("leaf.txt", JsonDocument.Parse(answer.Output).RootElement.GetProperty("conflicts")[0].GetString());
        await home.RunAsync("merge", "conflicts", "side", "main", "--theirs", "-m", "settled");
        await home.RunAsync("checkout", "conflicts", "out");
        Assert.Equal("theirs", await File.ReadAllTextAsync(home.Folder.File("out/leaf.txt"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("diff", "words", "main")]
    [InlineData("tag", "words", "v1")]
    [InlineData("branch", "words", "--delete")]
    [InlineData("status", "words/prefix")]
    [InlineData("ls", "No Dataset")]
    [InlineData("show", "words")]
    [InlineData("merge", "words", "a", "b", "--ours", "--theirs")]
    [InlineData("commit", "words", "-m", "x", "--meta", "nonsense")]
    [InlineData("import", "/no/such/folder", "words")]
    [InlineData("import", "s3://leaves", "words", "--endpoint", "nonsense")]
    public async Task What_cannot_be_meant_is_refused_with_a_way_out(params string[] command)
    {
        using var home = new DataHome(server);
        if ((await home.CommandAsync("ls", "words")).ExitCode != 0) await home.RunAsync("create", "words");

        var refused = await home.CommandAsync([.. command, "--json"]);

        Assert.Equal((1, ""), (refused.ExitCode, refused.Output));
        Assert.NotEmpty(JsonDocument.Parse(refused.Errors).RootElement.GetProperty("hint").GetString()!);
    }

    private static async Task ImportAsync(DataHome home, string branch, string content)
    {
        home.Write("tree/leaf.txt", content);
        await home.RunAsync("import", "tree", $"conflicts@{branch}", "-m", content);
    }
}
